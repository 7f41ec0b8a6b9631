namespace PosMonitor.Storage;

/// <summary>A row of the journal while its records are gathered; kept and used again.</summary>
internal sealed class JournalRow
{
    private const int Small = 4096;

    private byte[] _records = new byte[Small];
    private uint[] _terminals = new uint[64];
    private int _terminalCount;

    public int Length { get; private set; }
    public long FirstSeq { get; private set; }
    public long LastSeq { get; private set; }
    public long Epoch { get; private set; }
    public long From { get; private set; }
    public long To { get; private set; }

    public bool IsEmpty => FirstSeq == 0;

    public ReadOnlyMemory<byte> Records => _records.AsMemory(0, Length);

    public ReadOnlySpan<uint> Terminals => _terminals.AsSpan(0, _terminalCount);

    /// <summary>
    /// Whether the entry may stand in this row: one owner, not too long, and all with or all without terminals, so that what is everybody's is
    /// not hidden behind the filter of some.
    /// </summary>
    public bool Takes(in Journal.JournalEntry entry, int longest) => IsEmpty
        || (Epoch == entry.Epoch && Length + entry.Record.Length <= longest && (_terminalCount == 0) == (entry.Terminals.Length == 0));

    public void Add(in Journal.JournalEntry entry)
    {
        if (IsEmpty)
            (FirstSeq, Epoch, From, To) = (entry.Seq, entry.Epoch, long.MaxValue, long.MinValue);
        LastSeq = entry.Seq;
        From = Math.Min(From, entry.From);
        // What has no event's time is not left out by one.
        To = Math.Max(To, entry.To == long.MinValue ? long.MaxValue : entry.To);
        Append(entry.Record.Span);
        Append(entry.Terminals);
    }

    public void Clear()
    {
        (Length, FirstSeq, _terminalCount) = (0, 0, 0);
        // A rare long row must not keep its memory in each of the shards.
        if (_records.Length > 16 * Small)
            _records = new byte[Small];
    }

    private void Append(ReadOnlySpan<byte> record)
    {
        var needed = Length + RecordFraming.MostLength + record.Length;
        if (needed > _records.Length)
            Array.Resize(ref _records, Math.Max(needed, _records.Length * 2));
        Length += RecordFraming.WriteLength(_records.AsSpan(Length), record.Length);
        record.CopyTo(_records.AsSpan(Length));
        Length += record.Length;
    }

    private void Append(uint[] terminals)
    {
        var needed = _terminalCount + terminals.Length;
        if (needed > _terminals.Length)
            Array.Resize(ref _terminals, Math.Max(needed, _terminals.Length * 2));
        terminals.CopyTo(_terminals.AsSpan(_terminalCount));
        _terminalCount = needed;
    }
}
