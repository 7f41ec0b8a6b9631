using System.Diagnostics;
using System.Globalization;

namespace PosMonitor.Testing;

/// <summary>Runs PostgreSQL's programs: as they refuse to run as root, root runs them as an account without privileges.</summary>
internal static class ServerAccount
{
    private static readonly string? Account = Native.UserId() != 0 ? null : HasAccount("postgres") ? "postgres" : "nobody";

    private static readonly string Programs = FindPrograms();

    /// <summary>Starts one of the programs of the newest PostgreSQL that is installed.</summary>
    public static Process Run(string program, string directory, params string[] arguments) =>
        RunTool(Path.Combine(Programs, program), directory, arguments);

    /// <summary>Starts any other program as that account.</summary>
    public static Process RunTool(string path, string directory, params string[] arguments) => Account is null
        ? Start(directory, [path, .. arguments])
        : Start(directory, ["setpriv", $"--reuid={Account}", $"--regid={GroupOf(Account)}", "--clear-groups", path, .. arguments]);

    /// <summary>Gives a directory to the account.</summary>
    public static void Own(string directory)
    {
        if (Account is null)
            return;
        using var chown = Start("/", "chown", $"{Account}:{GroupOf(Account)}", directory);
        chown.WaitForExit();
        if (chown.ExitCode != 0)
            throw new InvalidOperationException($"chown of {directory}: {chown.StandardError.ReadToEnd()}");
    }

    /// <summary>A process and those that it started.</summary>
    public static IEnumerable<int> Family(int process)
    {
        yield return process;
        foreach (var child in File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            yield return int.Parse(child, CultureInfo.InvariantCulture);
    }

    private static Process Start(string directory, params string[] command) => Process.Start(new ProcessStartInfo(command[0], command[1..])
    {
        WorkingDirectory = directory,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static string FindPrograms() => Directory.Exists("/usr/lib/postgresql")
        && Directory.GetDirectories("/usr/lib/postgresql")
            .Where(version => File.Exists(Path.Combine(version, "bin", "postgres")))
            .MaxBy(version => int.Parse(Path.GetFileName(version), CultureInfo.InvariantCulture)) is { } newest
        ? Path.Combine(newest, "bin")
        : throw new InvalidOperationException("No PostgreSQL is installed below /usr/lib/postgresql: apt-get install postgresql.");

    private static bool HasAccount(string name) => Line(name) is not null;

    private static string GroupOf(string name) => Line(name)!.Split(':')[3];

    private static string? Line(string name) => File.ReadLines("/etc/passwd").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal));
}
