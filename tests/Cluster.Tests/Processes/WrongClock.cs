using System.Globalization;

namespace PosMonitor.EndToEnd.Processes;

/// <summary>The clock of a machine that is off, and may jump, for processes that are started with it. Monotonic time is right: libfaketime leaves it alone.</summary>
internal sealed class WrongClock : IDisposable
{
    private readonly DataDirectory _directory = new();

    /// <param name="off">How far it is ahead of the right time; negative where it is behind.</param>
    public WrongClock(TimeSpan off) => Jump(off);

    /// <summary>What a process has to have in its environment.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Library(),
        ["FAKETIME_TIMESTAMP_FILE"] = File,
        ["FAKETIME_NO_CACHE"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
    };

    private string File => Path.Combine(_directory.Path, "clock");

    /// <summary>Sets it, at once, for the processes that run as well.</summary>
    public void Jump(TimeSpan off)
    {
        var next = File + ".next";
        System.IO.File.WriteAllText(next, off.TotalSeconds.ToString("+0;-0;+0", CultureInfo.InvariantCulture) + "s\n");
        System.IO.File.Move(next, File, overwrite: true);
    }

    public void Dispose() => _directory.Dispose();

    private static string Library() => Directory.GetDirectories("/usr/lib", "*-linux-gnu").Select(directory => Path.Combine(directory, "faketime", "libfaketimeMT.so.1"))
        .FirstOrDefault(System.IO.File.Exists) ?? throw new InvalidOperationException("libfaketime is not installed: apt-get install faketime.");
}
