namespace PosMonitor.Reference;

/// <summary>
/// <c>procedure.unsettled</c>: "warning | a business day with an approved purchase and no batch-settled by SettleBy (next day 02:00), where
/// RequireSettlement is set | batch-settled".
/// </summary>
/// <remarks>A batch settles all that was sold before it: what is sold later on its day too is of a day that is settled.</remarks>
public sealed class ProcedureUnsettled(AlertBook book, Terminal terminal) : TerminalDeadlineRule(book, terminal)
{
    private DateOnly? _settledDay;
    private DateOnly? _pendingDay;
    private DateTimeOffset? _latestPurchase;

    public override DateTimeOffset? Deadline =>
        Settings.RequireSettlement && Open is null && _pendingDay is { } day ? Terminal.Days.At(day.AddDays(1), Settings.SettleBy) : null;

    protected override string Name => "procedure.unsettled";
    protected override string Severity => "warning";

    /// <summary>A purchase has become approved. One that needed no settlement then needs none later.</summary>
    public void Purchased(DateTimeOffset responded)
    {
        if (!Settings.RequireSettlement)
            return;
        if (_latestPurchase is null || responded > _latestPurchase)
            _latestPurchase = responded;
        var day = Terminal.Days.Of(responded);
        if (day == _settledDay)
            return;
        if (Terminal.LastControl("batch-settled") > responded)
            _settledDay = day;
        else
            _pendingDay ??= day;
    }

    public void Settled(DateTimeOffset time)
    {
        if (_pendingDay is null)
            return;
        _settledDay = Terminal.Days.Of(_latestPurchase!.Value);
        _pendingDay = null;
        Resolve(time);
    }
}
