using System.Diagnostics;

namespace PosMonitor.EndToEnd.Processes;

/// <summary>The clock of a machine that is off, and may jump, for processes that are started with it. Monotonic time is right.</summary>
internal sealed class WrongClock : IDisposable
{
    private static readonly Lazy<string> Library = new(Compile);

    private readonly DataDirectory _directory = new();
    private readonly FileStream _file;

    /// <param name="off">How far it is ahead of the right time, in whole seconds; negative where it is behind.</param>
    public WrongClock(TimeSpan off)
    {
        _file = new FileStream(File, FileMode.CreateNew);
        Jump(off);
    }

    /// <summary>What a process has to have in its environment.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string> { ["LD_PRELOAD"] = Library.Value, ["WRONG_CLOCK"] = File };

    private string File => Path.Combine(_directory.Path, "clock");

    /// <summary>Sets it, at once, for the processes that run as well.</summary>
    public void Jump(TimeSpan off) => RandomAccess.Write(_file.SafeFileHandle, BitConverter.GetBytes((long)off.TotalSeconds), 0);

    public void Dispose()
    {
        _file.Dispose();
        _directory.Dispose();
    }

    private static string Compile()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Processes", "wrong_clock.c");
        var library = Path.ChangeExtension(source, ".so");
        using var compiler = Process.Start(new ProcessStartInfo("cc", ["-shared", "-fPIC", "-O2", "-Wall", "-o", library, source, "-ldl"]) { RedirectStandardError = true })!;
        var said = compiler.StandardError.ReadToEnd();
        compiler.WaitForExit();
        return compiler.ExitCode == 0 ? library : throw new InvalidOperationException($"The library of the wrong clock could not be compiled: {said}");
    }
}
