using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace PosMonitor.EndToEnd.Processes;

/// <summary>A program of this build as a process of its own, which can be killed, stopped in order, and held still.</summary>
internal partial class DotnetProcess : IAsyncDisposable
{
    private const int SigTerm = 15, SigCont = 18, SigStop = 19, NoSuchProcess = 3;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private bool _disposed;

    /// <param name="program">Which program, by the name of its metadata in the test assembly.</param>
    /// <param name="directory">Where it works.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="environment">Variables of its environment beside those of the tests.</param>
    /// <param name="core">The only processor that it may use; null for all.</param>
    protected DotnetProcess(string program, string directory, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, int? core = null)
    {
        string[] command = core is { } only ? ["taskset", "-c", only.ToString(CultureInfo.InvariantCulture), "dotnet"] : ["dotnet"];
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory };
        foreach (var argument in command.Skip(1).Append(PathOf(program)).Concat(arguments))
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Its number in the system.</summary>
    public int Id => _process.Id;

    /// <summary>All that it wrote to standard output and standard error.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <exception cref="InvalidOperationException">It has exited; the message holds its output.</exception>
    public void MustRun()
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"The process exited with {_process.ExitCode}:\n{Output}");
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary><c>SIGTERM</c>.</summary>
    /// <returns>What it exited with.</returns>
    public async Task<int> Terminate()
    {
        Signal(SigTerm);
        return await Exit();
    }

    /// <summary><c>SIGSTOP</c>: it stays as it is until <see cref="Thaw"/>.</summary>
    /// <returns>False where it has exited.</returns>
    public bool Freeze() => Signal(SigStop);

    /// <summary><c>SIGCONT</c>.</summary>
    public void Thaw() => Signal(SigCont);

    /// <summary>Waits for its end, however long that takes.</summary>
    /// <returns>What it exited with.</returns>
    public async Task<int> Ended()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Waits until it exits by itself.</summary>
    public async Task<int> Exit()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(timeout.Token);
        return _process.ExitCode;
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_disposed)
            return;
        _disposed = true;
        if (!_process.HasExited)
            await Kill();
        _process.Dispose();
    }

    private static string PathOf(string program) => typeof(DotnetProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == program).Value!;

    private bool Signal(int signal)
    {
        if (SendSignal(_process.Id, signal) == 0)
            return true;
        return Marshal.GetLastPInvokeError() == NoSuchProcess ? false : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    private void Note(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}
