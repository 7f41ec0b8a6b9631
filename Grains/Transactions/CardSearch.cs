using System.Text;
using PosMonitor.Events;
using PosMonitor.Journal;
using PosMonitor.Shards;

namespace PosMonitor.Transactions;

/// <summary>
/// Reads the requests of a span of time from the journal, where all of them are, and compares them. No index of cards is kept: it would be one
/// more place that knows them, for a question that is asked a few times a day.
/// </summary>
public sealed class CardSearch(IJournal journal)
{
    private readonly BatchReader _reader = new();

    /// <summary>The requests that fit, newest first, each transaction once.</summary>
    public async Task<IReadOnlyList<CardRequest>> Find(CardQuery query, CancellationToken cancellation)
    {
        var wanted = new Wanted(query);
        var found = new Dictionary<(string, string, string), CardRequest>();
        await foreach (var record in journal.ReadBetween(wanted.From, wanted.To - 1, cancellation))
            Search(record.Bytes, wanted, found);
        return [.. found.Values.OrderByDescending(request => request.Time).ThenBy(request => request.Txn, StringComparer.Ordinal).Take(query.Limit)];
    }

    private void Search(ReadOnlyMemory<byte> record, Wanted wanted, Dictionary<(string, string, string), CardRequest> found)
    {
        if (ShardRecord.Read(record.Span).Kind != ShardRecord.Kind.Batch)
            return;
        var bytes = System.Runtime.InteropServices.MemoryMarshal.TryGetArray(record, out var array) ? array : record.ToArray();
        _reader.Open(bytes.Array!, bytes.Offset + ShardRecord.HeaderBytes, bytes.Count - ShardRecord.HeaderBytes);
        EventView e = default;
        while (_reader.Read(ref e))
        {
            if (!wanted.Is(e))
                continue;
            var request = new CardRequest(
                BatchReader.Text(e.Acquirer), BatchReader.Text(e.Terminal), BatchReader.Text(e.Txn), new DateTimeOffset(e.Time, TimeSpan.Zero));
            var key = (request.Acquirer, request.Terminal, request.Txn);
            if (!found.TryGetValue(key, out var known) || request.Time < known.Time)
                found[key] = request;
        }
    }

    /// <summary>The query in the form of the journal.</summary>
    private sealed class Wanted(CardQuery query)
    {
        private readonly byte[] _currency = Encoding.ASCII.GetBytes(query.Currency ?? "");
        private readonly byte[] _acquirer = Encoding.ASCII.GetBytes(query.Acquirer ?? "");

        public long From { get; } = query.From.UtcTicks;
        public long To { get; } = query.To.UtcTicks;

        public bool Is(in EventView e) =>
            e.Type == EventType.Request && e.Time >= From && e.Time < To && e.Amount == query.Amount
            && e.Card != 0 && Card.LastFourOf(e.Card) == query.LastFour
            && (_currency.Length == 0 || e.Currency.SequenceEqual(_currency))
            && (_acquirer.Length == 0 || e.Acquirer.SequenceEqual(_acquirer))
            && query.Cut?.Has(e.Acquirer) != false;
    }
}
