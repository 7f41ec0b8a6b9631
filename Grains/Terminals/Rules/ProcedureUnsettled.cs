using PosMonitor.Alerts;
using PosMonitor.Events;
using PosMonitor.Settings;

namespace PosMonitor.Terminals.Rules;

/// <summary><c>procedure.unsettled</c>: a business day with an approved purchase whose batch was not settled in time, where that is required.</summary>
public sealed class ProcedureUnsettled() : TerminalRule("procedure.unsettled", 256)
{
    public override bool HasDeadline => true;

    public override long NextDeadline(TerminalCase terminal, DetectionOptions settings) =>
        terminal.Procedure is { UnsettledDay: not 0 } procedure && settings.RequireSettlement && !terminal.IsOpen(this)
            ? terminal.MomentOf(procedure.UnsettledDay + 1, settings.SettleBy)
            : long.MaxValue;

    public override void JudgeApproval(TerminalCase terminal)
    {
        if (terminal.Kind != TransactionKind.Purchase || !terminal.Settings.RequireSettlement)
            return;
        var procedure = terminal.EnsureProcedure();
        var day = terminal.DayOf(terminal.At);
        procedure.LastPurchase = Math.Max(procedure.LastPurchase, terminal.At);
        if (day == procedure.SettledDay)
            return;
        // Heard of late: the batch that it was in is settled already.
        if (terminal.State.LastBatchSettled > terminal.At)
            procedure.SettledDay = day;
        else if (procedure.UnsettledDay == 0)
            procedure.UnsettledDay = day;
    }

    public override void JudgeEvent(TerminalCase terminal)
    {
        if (terminal.Event != EventType.BatchSettled || terminal.Procedure is not { UnsettledDay: not 0 } procedure)
            return;
        procedure.SettledDay = terminal.DayOf(procedure.LastPurchase);
        procedure.UnsettledDay = 0;
        if (terminal.IsOpen(this))
            terminal.Resolve(this, terminal.At);
    }

    public override void JudgeDeadline(TerminalCase terminal)
    {
        var (day, last) = (terminal.Procedure!.UnsettledDay, terminal.State.LastBatchSettled);
        var date = DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        terminal.Open(this, terminal.At, AlertSeverity.Warning,
            $"Terminal {terminal.Id} has not settled the purchases of {date}",
            $"终端 {terminal.Id} 未在规定时间内结算 {date} 的交易",
            evidence =>
            {
                evidence.WriteString("businessDay", date);
                if (last != 0)
                    evidence.WriteString("lastBatchSettledAt", Words.Time(last));
                else
                    evidence.WriteNull("lastBatchSettledAt");
            });
    }
}
