using System.Text.Json;
using PosMonitor.Parties;
using PosMonitor.Shards;
using PosMonitor.Transactions;

namespace PosMonitor.Tests.Shards;

/// <summary>All that can be asked of a shard, in a form in which two shards are compared.</summary>
internal sealed class ShardSketch(ShardRun run)
{
    private readonly ShardQueries _queries = new(run.Shard.State, run.Shard.Transactions);
    private readonly ShardState _state = run.Shard.State;

    public IEnumerable<SubjectTotals> Acquirers => _queries.Subjects(SubjectKind.Acquirer, null, null, int.MaxValue, null);

    /// <summary>Each issuer on each acquirer's terminals.</summary>
    public IEnumerable<SubjectTotals> Issuers => _state.Parties.Shares.Where(share => share.Issuer >= 0)
        .Select(share => PartyBook.Sum($"{_state.Names.Text(share.Acquirer)}/{_state.Names.Text(share.Issuer)}", [share], channels: true));

    public IEnumerable<SubjectTotals> Merchants =>
        Enumerable.Range(0, _state.Parties.Merchants.Length).Select(number => _state.Parties.OfMerchant(number, $"merchant {number}"));

    public IEnumerable<SubjectTotals> Terminals =>
        Enumerable.Range(0, _state.Terminals.Length).Select(number => _state.Parties.OfTerminal(number, $"terminal {number}"));

    /// <summary>Every transaction, held or closed.</summary>
    public IEnumerable<TransactionView> Transactions =>
        Enumerable.Range(0, _state.Terminals.Length).SelectMany(_queries.HeldTransactions).Concat(run.Closed.Values);

    /// <summary>Line by line, so that a difference is told by its line.</summary>
    public List<string> Lines()
    {
        List<string> lines = [$"clock {_state.Clock}, reported {_state.Reported}, after close {_state.AfterClose}, closed {_state.Closed.Count}"];
        // Within a record the order is that of each terminal; the terminals themselves fire in any order.
        lines.AddRange(run.Effects.OrderBy(item => item.Record).ThenBy(item => $"{item.Effect.Acquirer}/{item.Effect.Terminal}", StringComparer.Ordinal)
            .Select(item => $"record {item.Record}: {JsonSerializer.Serialize(item.Effect)}"));
        lines.AddRange(run.Reports.Select(report => "report " + JsonSerializer.Serialize(report)));
        lines.AddRange(Transactions.Select(view => "transaction " + JsonSerializer.Serialize(view)).Order(StringComparer.Ordinal));
        foreach (var totals in Acquirers.Concat(Issuers).OrderBy(party => party.Id, StringComparer.Ordinal).Concat(Merchants).Concat(Terminals).Append(_state.Parties.Fleet))
        {
            foreach (var (window, figures) in Windows(totals))
                lines.Add($"totals of {totals.Id} {window}: {Text(figures, window)}");
        }
        lines.AddRange(_state.Slots.Cells.Select(cell => "slot " + JsonSerializer.Serialize(cell.Figures) + cell.Changed).Order(StringComparer.Ordinal));
        return lines;
    }

    public static IEnumerable<(string Window, Figures Figures)> Windows(SubjectTotals totals) =>
        [("total", totals.Total), ("m1", totals.M1), ("m5", totals.M5), ("h1", totals.H1)];

    // The largest value of a bucket of a window is not kept exactly: windows are made again after a restart.
    private static string Text(Figures figures, string window) =>
        string.Join(' ', Enum.GetValues<Figure>().Select(figure => figures[figure]))
        + Text(figures.ResponseMs, window) + Text(figures.DelayMs, window);

    private static string Text(Quantiles quantiles, string window) =>
        " | " + string.Join(' ', quantiles.Buckets().Select(bucket => window == "total" ? $"{bucket.Bucket}:{bucket.Count}:{bucket.Max}" : $"{bucket.Bucket}:{bucket.Count}"));
}
