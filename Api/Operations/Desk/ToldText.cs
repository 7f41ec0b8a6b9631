using System.Text;
using PosMonitor.Alerts;
using PosMonitor.Explanations;
using PosMonitor.Operations.Views;
using PosMonitor.Queries;

namespace PosMonitor.Operations.Desk;

/// <summary>What happened to a transaction as plain text, to be sent to somebody.</summary>
internal static class ToldText
{
    public static string Of(ExplanationAnswer answer, Viewpoint view)
    {
        var text = new StringBuilder();
        var it = answer.Transaction;
        text.AppendLine($"{it.Acquirer}/{it.Terminal}/{it.Txn}  {Money(it)}  {view.Time(it.RequestedAt)} {view.Zone.Id}".TrimEnd());
        text.AppendLine().AppendLine(view[answer.Summary]).AppendLine();
        foreach (var step in answer.Steps)
            text.AppendLine($"{view.Time(step.Time)}  {view[step.Text]}");
        text.AppendLine().AppendLine($"{view[DeskTerms.Cardholder]}: {view[answer.Cardholder]}").AppendLine($"{view[DeskTerms.Merchant]}: {view[answer.Merchant]}");
        foreach (var alert in answer.Alerts.Concat(answer.Context))
            text.AppendLine($"{view.Time(alert.OpenedAt)}  {TitleOf(alert, view)} ({alert.Id})");
        return text.ToString().ReplaceLineEndings("\n").TrimEnd();
    }

    /// <summary>The amount with its currency; a dash where none is known.</summary>
    public static string Money(TransactionAnswer it) => it.Amount is { } amount ? Words.Money(amount, it.Currency ?? "CNY") : Viewpoint.Nothing;

    /// <summary>The title of an alert in the reader's language.</summary>
    public static string TitleOf(AlertAnswer alert, Viewpoint view) => view[new Phrase(alert.Title.En, alert.Title.Zh)];
}
