using Microsoft.Extensions.Options;

namespace PosMonitor.Settings;

/// <summary>Refuses a set-up of the monitor that makes no sense, at start.</summary>
public sealed class MonitorOptionsValidator : IValidateOptions<MonitorOptions>
{
    public ValidateOptionsResult Validate(string? name, MonitorOptions options) => new SettingRules(MonitorOptions.Section)
        .Duration(nameof(options.Grace), options.Grace, TimeSpan.Zero, TimeSpan.FromMinutes(1))
        .Order(!string.IsNullOrWhiteSpace(options.DataDirectory), nameof(options.DataDirectory), "empty", "the path of a directory")
        .Number(nameof(options.Shards), options.Shards, 1, 4096)
        .Duration(nameof(options.Retention), options.Retention, TimeSpan.FromHours(1), TimeSpan.FromDays(3650))
        .Number(nameof(options.SnapshotEvery), options.SnapshotEvery, 1_000, 100_000_000)
        .Duration(nameof(options.IdleAfter), options.IdleAfter, TimeSpan.FromSeconds(1), TimeSpan.FromDays(3650))
        .Result();
}
