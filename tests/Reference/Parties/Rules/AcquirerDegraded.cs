namespace PosMonitor.Reference;

/// <summary><c>acquirer.degraded</c>: "critical | >= 100 finished, >= 30 % failures, on >= 10 terminals and of >= 2 issuers".</summary>
public sealed class AcquirerDegraded(AlertBook book, ConfigurationInForce configuration) : ShareRule(book, configuration)
{
    protected override string Name => "acquirer.degraded";
    protected override string SubjectKind => "acquirer";

    protected override ReferenceSettings SettingsOf(string subjectId) => Configuration.SettingsOf(subjectId);

    protected override int Min(ReferenceSettings settings) => settings.AcquirerMin;

    protected override bool IsSpread(IReadOnlyList<SlotEntry> failures) =>
        failures.DistinctBy(f => f.TerminalId).Count() >= 10 && failures.DistinctBy(f => f.Issuer).Count() >= 2;
}
