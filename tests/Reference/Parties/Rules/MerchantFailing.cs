namespace PosMonitor.Reference;

/// <summary><c>merchant.failing</c>: "critical | >= 20 finished, >= 30 % of them failures, the failures on >= 2 terminals".</summary>
public sealed class MerchantFailing(AlertBook book, ConfigurationInForce configuration) : ShareRule(book, configuration)
{
    protected override string Name => "merchant.failing";
    protected override string SubjectKind => "merchant";

    protected override ReferenceSettings SettingsOf(string subjectId)
    {
        var ids = subjectId.Split('/');
        return Configuration.SettingsOf(ids[0], ids[1]);
    }

    protected override int Min(ReferenceSettings settings) => settings.MerchantMin;

    protected override bool IsSpread(IReadOnlyList<SlotEntry> failures) => failures.DistinctBy(f => f.TerminalId).Count() >= 2;
}
