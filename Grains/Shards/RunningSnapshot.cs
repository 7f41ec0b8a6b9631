using PosMonitor.Journal;

namespace PosMonitor.Shards;

/// <summary>
/// A snapshot that is written some terminals at a time, between the records of its shard, and is what the shard was when it was begun: whoever is about to
/// change a terminal that is not written yet has it written first (<see cref="Before"/>). What is no terminal's is written at
/// the beginning, in one turn; the rest a step at a time.
/// </summary>
public sealed class RunningSnapshot
{
    private const int TerminalsOfStep = 64 * SnapshotAhead.Most;

    private readonly ShardState _state;
    private readonly ShardSnapshotWriter _writer;
    private readonly SnapshotWriter _before = new(), _terminals = new(), _after = new(), _single = new(2 * ushort.MaxValue);
    private readonly SnapshotAhead _ahead;
    private readonly ClosedLayerWriter _closed;
    private readonly Dictionary<int, byte[]> _early = [];
    private readonly long _seq;
    private readonly int _count, _step;
    private int _next;

    /// <summary>
    /// Begins a snapshot that follows on the one before: of transactions it has only those that have changed or were closed. Whoever cannot save it tells
    /// <see cref="ShardState.ForgetLayers"/>.
    /// </summary>
    /// <param name="state">The state; it has this as its <see cref="ShardState.Snapshot"/> until the end.</param>
    /// <param name="step">How many terminals are written in a step.</param>
    public RunningSnapshot(ShardState state, int step = TerminalsOfStep)
    {
        (_state, _seq, _count, _step) = (state, state.Seq, state.Terminals.Length, step);
        state.Layers.Sift(state.Transactions);
        _writer = ShardSnapshotWriter.OfChanges(state);
        _ahead = new SnapshotAhead(state);
        _closed = new ClosedLayerWriter(state.Closed);
        _writer.WriteBeforeTerminals(_before);
        _writer.WriteAfterTerminals(_after);
        state.Snapshot = this;
    }

    /// <summary>Writes the next terminals, or after the last of them the next closed transactions.</summary>
    /// <returns>False where all are written.</returns>
    public bool Step()
    {
        if (_next == _count)
            return _closed.Write();
        for (var end = Math.Min(_next + _step, _count); _next < end; _next++)
        {
            if (_next % SnapshotAhead.Most == 0)
                _ahead.Look(_next);
            if (_early.Remove(_next, out var written))
                _terminals.PutWritten(written);
            else
                _writer.WriteTerminal(_terminals, _next);
        }
        return true;
    }

    /// <summary>Writes a terminal that is about to change, with its transactions, unless it is written or is newer than the snapshot.</summary>
    public void Before(int terminal)
    {
        if (terminal < _next || terminal >= _count || _early.ContainsKey(terminal))
            return;
        _writer.WriteTerminal(_single, terminal);
        _early.Add(terminal, _single.TakeAll());
    }

    /// <summary>Writes what is left.</summary>
    /// <param name="untold">What was not told when it was begun, see <see cref="UntoldNews.Pack"/>.</param>
    /// <returns>The snapshot.</returns>
    public SnapshotParts End(ReadOnlySpan<byte> untold)
    {
        while (Step())
        {
        }
        _state.Snapshot = null;
        _single.Return();
        _after.PutWritten(untold);
        return new SnapshotParts([.. _before.Finish(), .. _terminals.Finish(), .. _after.Finish()], [.. _closed.Finish(_seq), .. _writer.FinishLayers(_seq)]);
    }
}
