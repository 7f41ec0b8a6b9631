namespace PosMonitor.Reference;

/// <summary><c>issuer.degraded</c>: "critical | >= 50 finished, >= 30 % failures, on >= 5 terminals".</summary>
public sealed class IssuerDegraded(AlertBook book, ConfigurationInForce configuration) : ShareRule(book, configuration)
{
    protected override string Name => "issuer.degraded";
    protected override string SubjectKind => "issuer";

    protected override ReferenceSettings SettingsOf(string subjectId) => Configuration.SettingsOf(issuer: subjectId);

    protected override int Min(ReferenceSettings settings) => settings.IssuerMin;

    protected override bool IsSpread(IReadOnlyList<SlotEntry> failures) => failures.DistinctBy(f => f.TerminalId).Count() >= 5;
}
