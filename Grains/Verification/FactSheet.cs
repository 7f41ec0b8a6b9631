using System.Globalization;
using System.Text.Json;
using PosMonitor.Alerts;
using PosMonitor.Parties;
using PosMonitor.Terminals;
using PosMonitor.Transactions;

namespace PosMonitor.Verification;

/// <summary>All facts of one subject by name, in a form that can be compared and shown.</summary>
public sealed class FactSheet
{
    private static readonly Figure[] AllFigures = Enum.GetValues<Figure>();
    private static readonly double[] Shares = [0.5, 0.95, 0.99];
    private readonly SortedDictionary<string, string> _facts = new(StringComparer.Ordinal);

    public static FactSheet Of(TerminalView terminal)
    {
        var sheet = Of(terminal.Totals);
        sheet.Put("status", terminal.Status);
        sheet.Put("merchant", terminal.Merchant);
        sheet.Put("lastEventAt", terminal.LastEventAt);
        return sheet;
    }

    public static FactSheet Of(TransactionView transaction)
    {
        var sheet = new FactSheet();
        foreach (var property in JsonSerializer.SerializeToElement(transaction).EnumerateObject())
            sheet._facts.Add(JsonNamingPolicy.CamelCase.ConvertName(property.Name), property.Value.GetRawText());
        return sheet;
    }

    public static FactSheet Of(SubjectTotals totals)
    {
        var sheet = new FactSheet();
        sheet.Put("total", totals.Total);
        sheet.Put("m1", totals.M1);
        sheet.Put("m5", totals.M5);
        sheet.Put("h1", totals.H1);
        for (var channel = 0; channel < (totals.Channels?.Length ?? 0); channel++)
            sheet.Put($"channel{channel}", totals.Channels![channel]);
        return sheet;
    }

    /// <summary>What is the same for every fold of a journal, whatever the server's clock said.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="ends">Whether the journal tells when it ended.</param>
    public static FactSheet Of(Alert alert, bool ends)
    {
        var sheet = new FactSheet();
        sheet.Put("rule", alert.Rule);
        sheet.Put("subject", alert.SubjectId);
        sheet.Put("severity", alert.Severity);
        sheet.Put("openedAt", alert.OpenedAt);
        sheet.Put("resolved", alert.Status == AlertStatus.Resolved);
        if (ends)
            sheet.Put("resolvedAt", alert.ResolvedAt);
        return sheet;
    }

    /// <summary>Notes a fact; what is null is none.</summary>
    public void Put(string name, object? value)
    {
        if (value is not null)
            _facts.Add(name, value is DateTimeOffset time ? Words.Time(time.UtcTicks) : string.Create(CultureInfo.InvariantCulture, $"{value}"));
    }

    /// <summary>Every fact in which the two differ.</summary>
    /// <param name="subject">What both are about.</param>
    /// <param name="kept">How it is kept, or null where it is not.</param>
    /// <param name="refolded">How it follows from the journal, or null where it does not.</param>
    public static IEnumerable<Difference> Compare(string subject, FactSheet? kept, FactSheet? refolded)
    {
        if (kept is null || refolded is null)
            return kept == refolded ? [] : [new Difference(subject, "the whole", kept is null ? null : "there", refolded is null ? null : "there")];
        return kept._facts.Keys.Union(refolded._facts.Keys)
            .Select(name => new Difference(subject, name, kept._facts.GetValueOrDefault(name), refolded._facts.GetValueOrDefault(name)))
            .Where(difference => difference.Kept != difference.Refolded);
    }

    private void Put(string span, Figures figures)
    {
        foreach (var figure in AllFigures)
            if (figures[figure] != 0)
                Put($"{span}.{JsonNamingPolicy.CamelCase.ConvertName(figure.ToString())}", figures[figure]);
        Put($"{span}.responseMs", figures.ResponseMs);
        Put($"{span}.notificationDelayMs", figures.DelayMs);
    }

    private void Put(string channel, ChannelFigures figures)
    {
        Put(channel, $"{figures.Sent} sent, {figures.Delivered} delivered, {figures.Failed} failed, {figures.OnTime} on time, {figures.Late} late");
        Put($"{channel}.delayMs", figures.DelayMs);
    }

    // By buckets: which value is told of one depends on what was in it once, and a start from a snapshot knows of what is held only.
    private void Put(string name, Quantiles values)
    {
        if (values.Count > 0)
            Put(name, $"{values.Count} values, {string.Join(" / ", Shares.Select(share => $"{Quantiles.ValueOf(values.BucketAt(share)):F0}"))}");
    }
}
