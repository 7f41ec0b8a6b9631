using System.Runtime.InteropServices;
using PosMonitor.Shards;

namespace PosMonitor.Parties;

/// <summary>
/// How many events a shard hears of each acquirer, in ten-second slots of event time, and what it has told the alert book of them: as
/// <see cref="SlotBook"/>, absolute figures at each tick.
/// </summary>
public sealed class FeedBook(Names names)
{
    private readonly Dictionary<(int Acquirer, long Slot), Cell> _cells = [];
    // Nearly all events of an acquirer are of one slot, or of the one before.
    private readonly ((int Acquirer, long Slot) Key, Cell? Cell)[] _recent = new ((int, long), Cell?)[32];
    private readonly List<(int Acquirer, long Slot)> _changed = [];
    private readonly Dictionary<(string Acquirer, long Slot), FeedFigures> _told = [];

    /// <summary>True where a report would not be empty.</summary>
    public bool Changed => _changed.Count > 0;

    /// <summary>Counts an event.</summary>
    /// <param name="acquirer">The acquirer's name in the shard.</param>
    /// <param name="time">When it happened, UTC ticks.</param>
    /// <returns>True where it is the first that was counted in its slot.</returns>
    public bool Count(int acquirer, long time)
    {
        var key = (acquirer, time - time % SlotBook.Slot);
        var cell = CellOf(key, out var known);
        if (!cell.Changed)
        {
            _changed.Add(key);
            cell.Fresh = time;
        }
        (cell.Events, cell.Changed, cell.Fresh) = (cell.Events + 1, true, Math.Min(cell.Fresh, time));
        (cell.First, cell.Last) = known ? (Math.Min(cell.First, time), Math.Max(cell.Last, time)) : (time, time);
        return !known;
    }

    /// <summary>What changed since the last report; slots that no judgement can look at any more are forgotten.</summary>
    /// <param name="from">The latest moment by whose slot a feed may have to be judged, UTC ticks.</param>
    public IReadOnlyList<FeedFigures> Report(long from)
    {
        if (_changed.Count == 0)
            return [];
        var figures = _changed.Select(FiguresOf).OrderBy(cell => cell.Slot).ThenBy(cell => cell.Acquirer, StringComparer.Ordinal).ToArray();
        foreach (var key in _changed)
            _cells[key].Changed = false;
        _changed.Clear();
        Forget(_cells, from);
        Array.Clear(_recent);
        return figures;
    }

    /// <summary>Notes that a report was judged: its figures are now those that an alert book that starts anew has to know.</summary>
    public void Judged(SlotReport report, long from)
    {
        foreach (var figures in report.Feeds)
            _told[(figures.Acquirer, figures.Slot)] = figures;
        Forget(_told, from);
    }

    /// <summary>The figures of all reports that were judged.</summary>
    public IReadOnlyList<FeedFigures> Told => [.. _told.Values];

    /// <summary>All figures, for a snapshot.</summary>
    public IEnumerable<(FeedFigures Figures, bool Changed)> Cells => _cells.Keys.Select(key => (FiguresOf(key), _cells[key].Changed));

    /// <summary>Puts back what was read from a snapshot.</summary>
    public void Restore(FeedFigures figures, bool changed)
    {
        var key = (names.Find(figures.Acquirer), figures.Slot);
        _cells[key] = new Cell { Events = figures.Events, First = figures.First, Last = figures.Last, Fresh = figures.Fresh, Changed = changed };
        if (changed)
            _changed.Add(key);
    }

    /// <summary>Puts back what was told before the snapshot.</summary>
    public void RestoreTold(FeedFigures figures) => _told[(figures.Acquirer, figures.Slot)] = figures;

    private Cell CellOf((int Acquirer, long Slot) key, out bool known)
    {
        ref var recent = ref _recent[key.Acquirer & (_recent.Length - 1)];
        known = true;
        if (recent.Cell is null || recent.Key != key)
        {
            ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, key, out known);
            recent = (key, cell ??= new Cell());
        }
        return recent.Cell!;
    }

    private FeedFigures FiguresOf((int Acquirer, long Slot) key)
    {
        var cell = _cells[key];
        return new FeedFigures(names.Text(key.Acquirer), key.Slot, cell.Events, cell.First, cell.Last) { Fresh = cell.Fresh };
    }

    private static void Forget<TAcquirer, T>(Dictionary<(TAcquirer, long Slot), T> cells, long from)
    {
        var oldest = from - (SlotBook.LookBack + 1) * SlotBook.Slot;
        foreach (var key in cells.Keys.Where(key => key.Slot < oldest).ToList())
            cells.Remove(key);
    }

    private sealed class Cell
    {
        public int Events;
        public bool Changed;
        public long First, Last, Fresh;
    }
}
