using PosMonitor.Settings;

namespace PosMonitor.Shards;

/// <summary>What a shard's fold depends on beside its journal.</summary>
/// <param name="Clock">Which clock fires deadlines.</param>
/// <param name="Grace">With the wall clock, how long after a deadline it fires.</param>
/// <param name="Retention">How long an event that is sent again is recognised.</param>
/// <param name="Detection">Thresholds and durations.</param>
public sealed record ShardOptions(ClockMode Clock, TimeSpan Grace, TimeSpan Retention, DetectionOptions Detection)
{
    public static ShardOptions Of(MonitorOptions monitor, DetectionOptions detection) =>
        new(monitor.Clock, monitor.Clock == ClockMode.Stream ? TimeSpan.Zero : monitor.Grace, monitor.Retention, detection);
}
