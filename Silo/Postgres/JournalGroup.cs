using PosMonitor.Shards;
using PosMonitor.Storage;

namespace PosMonitor.Postgres;

/// <summary>Gathers the appends of one commit, shard by shard; what does not fit is refused here and costs only itself.</summary>
internal sealed class JournalGroup(ShardHeads heads)
{
    private const int LongestRow = 256 << 10;

    private readonly Dictionary<int, ShardClaim> _claims = [];
    private readonly Stack<JournalRow> _spare = [];

    public IReadOnlyCollection<ShardClaim> Claims => _claims.Values;

    public int Appends => _claims.Values.Sum(claim => claim.Appends.Count);

    public long Bytes { get; private set; }

    public void Add(JournalAppend append, long now)
    {
        var entry = append.Entry;
        if (!_claims.TryGetValue(entry.Shard, out var claim))
        {
            if (heads[entry.Shard] is not { } head)
            {
                append.Failed(ShardHeads.Lost(entry.Shard, entry.Epoch));
                return;
            }
            claim = new ShardClaim(entry.Shard, head, now);
        }
        if (Refusal(claim, append) is { } refusal)
        {
            append.Failed(refusal);
            return;
        }
        _claims[entry.Shard] = claim;
        claim.Appends.Add(append);
        claim.LastSeq = entry.Seq;
        RowFor(claim, append).Add(entry);
        Bytes += append.Bytes;
    }

    public void Clear()
    {
        foreach (var row in _claims.Values.SelectMany(claim => claim.Rows))
        {
            row.Clear();
            _spare.Push(row);
        }
        _claims.Clear();
        Bytes = 0;
    }

    private static Exception? Refusal(ShardClaim claim, JournalAppend append)
    {
        var entry = append.Entry;
        if (entry.Epoch != claim.Head.Epoch)
            return ShardHeads.Lost(entry.Shard, entry.Epoch);
        if (entry.Seq == claim.LastSeq + 1)
            return null;
        // One that was sent after a record that failed fails with it; one that is there already is a fault of its owner.
        return entry.Seq > claim.LastSeq
            ? new JournalUnavailableException($"Record {entry.Seq} of shard {entry.Shard} does not follow {claim.LastSeq}, the last one in the journal.")
            : new InvalidOperationException($"Shard {entry.Shard} has a record {entry.Seq} already; the last one in the journal is {claim.LastSeq}.");
    }

    private JournalRow RowFor(ShardClaim claim, JournalAppend append)
    {
        if (claim.Rows.Count > 0 && claim.Rows[^1].Takes(append.Entry, LongestRow))
            return claim.Rows[^1];
        var row = _spare.TryPop(out var spare) ? spare : new JournalRow();
        claim.Rows.Add(row);
        return row;
    }
}
