namespace PosMonitor.EndToEnd.Processes;

/// <summary>The command that compares what is kept with what follows from the journals.</summary>
internal sealed class VerifyProcess(string directory, IEnumerable<string> settings) : DotnetProcess("SiloDll", directory, ["verify", .. settings.Select(s => $"--{s}")]);
