using PosMonitor.EndToEnd.Processes;

namespace PosMonitor.Cluster.Chaos;

/// <summary>
/// A silo with a supervisor, who starts a new one where it was killed, was stopped or found itself declared dead. It may exit in no other way.
/// </summary>
internal sealed class SupervisedSilo
{
    private const int KilledCode = 137, StoppedCode = 0, DeclaredDeadCode = 3;
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(60);

    private readonly Func<SiloProcess> _start;
    private SiloProcess _process;
    private int _expected = DeclaredDeadCode;
    private bool _removed;

    /// <param name="start">Starts a silo.</param>
    public SupervisedSilo(Func<SiloProcess> start)
    {
        (_start, _process) = (start, start());
        Supervision = Supervise();
    }

    /// <summary>Ends when it is removed; fails when a silo exited in a way that it must not.</summary>
    public Task Supervision { get; }

    /// <summary>How often it found itself declared dead.</summary>
    public int DeclaredDead { get; private set; }

    /// <summary>Waits until it has joined.</summary>
    public Task Joined() => Eventually.Is("a silo to join", StartWithin, async () =>
    {
        if (Supervision.IsFaulted)
            await Supervision;
        return _process.Output.Contains("has joined", StringComparison.Ordinal);
    });

    /// <summary>Kills it; a new one follows.</summary>
    public Task Kill() => End(KilledCode, process => process.Kill());

    /// <summary>Stops it in order; a new one follows.</summary>
    public async Task Stop()
    {
        await Joined();
        await End(StoppedCode, process => process.Terminate());
    }

    /// <summary>Stops it in order; none follows.</summary>
    public async Task Remove()
    {
        await Joined();
        _removed = true;
        await End(StoppedCode, process => process.Terminate());
        await Supervision;
    }

    /// <summary>Holds it still.</summary>
    public async Task Freeze(TimeSpan lasts)
    {
        var process = _process;
        if (!process.Freeze())
            return;
        await Task.Delay(lasts);
        process.Thaw();
    }

    private async Task End(int code, Func<SiloProcess, Task> end)
    {
        var process = _process;
        _expected = code;
        await end(process);
        await Eventually.Is("a new silo in the place of one that ended", StopWithin, () => Task.FromResult(_process != process || Supervision.IsCompleted));
    }

    private async Task Supervise()
    {
        while (true)
        {
            var code = await _process.Ended();
            if (code == DeclaredDeadCode)
                DeclaredDead++;
            else if (code != _expected)
                throw new InvalidOperationException($"A silo exited with {code}:\n{_process.Output}");
            if (_removed)
                return;
            _expected = DeclaredDeadCode;
            _process = _start();
        }
    }
}
