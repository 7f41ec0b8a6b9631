using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace PosMonitor.Benchmarks.Processes;

/// <summary>Hears from the runtime of a process how long the garbage collector held all its threads, each time.</summary>
internal sealed class PauseRecorder : IDisposable
{
    private readonly EventPipeSession _session;
    private readonly List<double> _pauses = [];
    private readonly Task _listening;
    private double _since = double.NaN;

    private PauseRecorder(EventPipeSession session)
    {
        _session = session;
        _listening = Task.Factory.StartNew(Listen, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public static PauseRecorder Start(int process) => new(new DiagnosticsClient(process).StartEventPipeSession(
        [new EventPipeProvider(ClrTraceEventParser.ProviderName, EventLevel.Informational, (long)ClrTraceEventParser.Keywords.GC)], requestRundown: false));

    /// <summary>Stops listening.</summary>
    /// <returns>Milliseconds, one for each pause.</returns>
    public async Task<IReadOnlyList<double>> Stop()
    {
        await _session.StopAsync(CancellationToken.None);
        await _listening;
        return _pauses;
    }

    public void Dispose() => _session.Dispose();

    private void Listen()
    {
        using var source = new EventPipeEventSource(_session.EventStream);
        source.Clr.GCSuspendEEStart += suspend => _since = suspend.Reason is GCSuspendEEReason.SuspendForGC or GCSuspendEEReason.SuspendForGCPrep ? suspend.TimeStampRelativeMSec : double.NaN;
        source.Clr.GCRestartEEStop += restart =>
        {
            if (!double.IsNaN(_since))
                _pauses.Add(restart.TimeStampRelativeMSec - _since);
            _since = double.NaN;
        };
        source.Process();
    }
}
