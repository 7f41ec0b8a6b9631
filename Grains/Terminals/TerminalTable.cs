using System.Runtime.CompilerServices;
using System.Text;
using PosMonitor.Shards;
using PosMonitor.Terminals.Rest;

namespace PosMonitor.Terminals;

/// <summary>
/// The terminals of a shard by number. One that has nothing going on comes to rest: its record goes to an <see cref="IRestStore"/>, and some forty bytes stay.
/// Whoever asks for it wakes it, and finds it as it was; what overviews ask of all terminals is known without waking any.
/// </summary>
/// <param name="names">The names of the shard.</param>
public sealed class TerminalTable(Names names)
{
    // So large that the garbage collector does not carry them from generation to generation, and not pinned as the pieces of a slab are: what terminals at rest
    // give back would stay with the process.
    private const int Bits = 9, Piece = 1 << Bits;
    private readonly Slab<Entry> _entries = new();
    private readonly TerminalIds _ids = new();
    private readonly List<int> _numbers = [];
    private Terminal[][] _awake = [];

    /// <summary>How many terminals: all numbers are below this.</summary>
    public int Length => _entries.Length;

    /// <summary>How many of them are in memory.</summary>
    public int Awake => _numbers.Count;

    /// <summary>Where those at rest lie; null where none ever rests.</summary>
    internal TerminalRest? Rest { get; set; }

    /// <summary>No deadline of a terminal at rest comes before this, UTC ticks.</summary>
    public long EarliestDue { get; private set; } = long.MaxValue;

    /// <summary>A terminal. The reference holds until one comes to rest.</summary>
    /// <exception cref="RestLostException">It is at rest, and its record cannot be read.</exception>
    public ref Terminal this[int number]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var place = _entries[number].Place;
            if (place < 0)
                place = Wake(number);
            return ref _awake[place >> Bits][place & (Piece - 1)];
        }
    }

    /// <summary>Says that it will be asked where a terminal is.</summary>
    internal void FetchEntry(int number) => CacheLines.Fetch(in _entries[number]);

    /// <summary>Says that a terminal and its id will be read soon.</summary>
    internal void Fetch(int number)
    {
        ref readonly var entry = ref _entries[number];
        _ids.Fetch(entry.Id);
        if (entry.Place >= 0)
            CacheLines.FetchAll(in _awake[entry.Place >> Bits][entry.Place & (Piece - 1)]);
    }

    public bool IsAtRest(int number) => _entries[number].Place < 0;

    /// <summary>The number of the awake terminal in a place, 0 … <see cref="Awake"/> - 1.</summary>
    public int AwakeAt(int place) => _numbers[place];

    /// <summary>The name of its acquirer in the shard.</summary>
    public int AcquirerOf(int number)
    {
        IdOf(number, out var acquirer);
        return acquirer;
    }

    /// <summary>Its id, and the name of its acquirer in the shard.</summary>
    public ReadOnlySpan<byte> IdOf(int number, out int acquirer) => _ids.Read(_entries[number].Id, out acquirer);

    public ReadOnlySpan<byte> IdOf(int number) => IdOf(number, out _);

    public string IdText(int number) => Encoding.ASCII.GetString(IdOf(number));

    /// <summary>The <see cref="ShardMap.Hash"/> by which it is found.</summary>
    public ulong KeyOf(int number)
    {
        ref readonly var entry = ref _entries[number];
        return entry.Place >= 0 ? _awake[entry.Place >> Bits][entry.Place & (Piece - 1)].Key : HashOf(number);
    }

    /// <summary>A new terminal of which nothing is known yet.</summary>
    public int Add(int acquirer, ReadOnlySpan<byte> id)
    {
        var number = _entries.Add();
        _entries[number].Id = _ids.Add(acquirer, id);
        PutAwake(number, Terminal.New(acquirer, HashOf(number)));
        return number;
    }

    /// <summary>What is known of a terminal at rest without waking it.</summary>
    internal RestingGlance GlanceAt(int number) => _entries[number].Glance;

    /// <summary>Where the record of a terminal at rest lies.</summary>
    internal int RecordOf(int number) => ~_entries[number].Place;

    /// <summary>Lets a terminal rest, its record being in a place of the store. The last one in memory takes its room.</summary>
    internal void PutToRest(int number, int record, in RestingGlance glance)
    {
        ref var entry = ref _entries[number];
        var (place, last) = (entry.Place, _numbers.Count - 1);
        var moved = _numbers[last];
        _awake[place >> Bits][place & (Piece - 1)] = _awake[last >> Bits][last & (Piece - 1)];
        _entries[moved].Place = place;
        _numbers[place] = moved;
        _numbers.RemoveAt(last);
        (entry.Place, entry.Glance) = (~record, glance);
        EarliestDue = Math.Min(EarliestDue, glance.EarliestDue);
        GiveBack();
    }

    /// <summary>Wakes those of which a deadline may be due up to a moment.</summary>
    public void WakeDue(long limit)
    {
        if (limit < EarliestDue)
            return;
        var earliest = long.MaxValue;
        for (var number = 0; number < Length; number++)
        {
            if (!IsAtRest(number))
                continue;
            var due = _entries[number].Glance.EarliestDue;
            if (due <= limit)
                Wake(number);
            else
                earliest = Math.Min(earliest, due);
        }
        EarliestDue = earliest;
    }

    private int Wake(int number)
    {
        var terminal = Terminal.New(AcquirerOf(number), HashOf(number));
        Rest!.TakeBack(number, RecordOf(number), ref terminal);
        PutAwake(number, terminal);
        Rest.Woke(number);
        return _entries[number].Place;
    }

    private void PutAwake(int number, in Terminal terminal)
    {
        var place = _numbers.Count;
        if (place >> Bits == _awake.Length)
            Array.Resize(ref _awake, Math.Max(4, 2 * _awake.Length));
        var piece = _awake[place >> Bits] ??= new Terminal[Piece];
        piece[place & (Piece - 1)] = terminal;
        _numbers.Add(number);
        _entries[number].Place = place;
    }

    // One piece more than is used stays, so that one that comes and goes costs nothing.
    private void GiveBack()
    {
        var spare = ((_numbers.Count + Piece - 1) >> Bits) + 1;
        if (spare < _awake.Length)
            _awake[spare] = null!;
        if (_numbers.Capacity > 4 * Math.Max(Piece, _numbers.Count))
            _numbers.TrimExcess();
    }

    private ulong HashOf(int number)
    {
        var id = IdOf(number, out var acquirer);
        return ShardMap.Hash(names[acquirer], id);
    }

    private struct Entry
    {
        // Of one that is awake its place in memory; of one at rest the complement of where its record lies.
        public int Place;
        public int Id;
        public RestingGlance Glance;
    }
}
