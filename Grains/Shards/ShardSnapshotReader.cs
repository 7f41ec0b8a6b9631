using System.Text.Json;
using PosMonitor.Events;
using PosMonitor.Journal;
using PosMonitor.Parties;
using PosMonitor.Settings;
using PosMonitor.Terminals.Rest;
using PosMonitor.Transactions;

namespace PosMonitor.Shards;

/// <summary>Puts a shard's state back as <see cref="ShardSnapshotWriter"/> wrote it.</summary>
public sealed class ShardSnapshotReader
{
    private readonly SnapshotReader _from;
    private readonly ShardState _state;
    private readonly RenumberedTransactions _transactions = new();
    private readonly TransactionFacts _facts;

    private readonly bool _hasCuts, _namesTerminals, _namesSlots, _sharesTotals, _layersClosed;
    private readonly SavedTransactions? _saved;

    private ShardSnapshotReader(SnapshotReader from, ShardState state, ulong version, SavedTransactions? saved)
    {
        (_from, _state, _saved, _facts) = (from, state, saved, new TransactionFacts(state.Names));
        (_hasCuts, _namesTerminals) = (version > ShardSnapshotWriter.VersionWithoutCuts, version <= ShardSnapshotWriter.VersionOfNamedTerminals);
        (_namesSlots, _sharesTotals) = (version <= ShardSnapshotWriter.VersionOfNamedSlots, version > ShardSnapshotWriter.VersionOfOwnTotals);
        _layersClosed = _sharesTotals && saved is not null;
    }

    /// <summary>Fills an empty state with one that was written whole.</summary>
    /// <exception cref="InvalidDataException">The snapshot is of a version that this build does not know, or not whole.</exception>
    public static void Read(IReadOnlyList<ReadOnlyMemory<byte>> parts, ShardState state) => Read(new SnapshotParts(parts), state);

    /// <summary>Fills an empty state.</summary>
    /// <returns>What was not told yet.</returns>
    /// <exception cref="InvalidDataException">The snapshot is of a version that this build does not know, or a layer of it lacks what is to be in it.</exception>
    public static UntoldNews Read(SnapshotParts parts, ShardState state)
    {
        var from = new SnapshotReader(parts.Head);
        var version = from.GetUnsigned();
        if (version is < ShardSnapshotWriter.VersionWithoutCuts or > ShardSnapshotWriter.Version)
            throw new InvalidDataException($"A snapshot of version {version} cannot be read; this build reads versions {ShardSnapshotWriter.VersionWithoutCuts} to {ShardSnapshotWriter.Version}.");
        var saved = ShardSnapshotWriter.HasLayers(version) ? SavedTransactions.Of(parts.Layers.Where(static layer => layer.Number > 0), state.Layers) : null;
        ClosedLayerReader.Read(parts.Layers.Where(static layer => layer.Number < 0), state.Closed);
        new ShardSnapshotReader(from, state, version, saved).Read();
        return saved is not null && version > ShardSnapshotWriter.VersionOfTold ? UntoldNews.Read(from) : UntoldNews.NoneAfter(state.Reported);
    }

    private void Read()
    {
        _state.Seq = _from.Get();
        _state.Clock = _from.Get();
        _state.Reported = _from.Get();
        _state.AfterClose = _from.Get();
        ReadBook();
        for (var names = _from.GetInt(); names > 0; names--)
            _state.Names.Intern(_from.GetBytes());
        ReadMerchants();
        ReadParties();
        if (_state.Clock != long.MinValue)
            _state.Parties.Advance(_state.Clock - _state.Options.Grace.Ticks);
        for (var terminals = _from.GetInt(); terminals > 0; terminals--)
        {
            if (_namesTerminals)
                ReadNamedTerminal();
            else
                ReadTerminal();
        }
        if (!_hasCuts)
            _state.Parties.TakeOver();
        ReadPairs();
        if (_namesTerminals)
        {
            ReadReversals();
            ReadProcedures();
        }
        if (_namesSlots)
            ReadNamedSlots();
        else
            _state.Slots.Read(_from);
        ReadFeeds();
        ReadClosed();
    }

    private void ReadBook()
    {
        _state.Book.Restore(_from.GetInt(), ReadNews());
        for (var later = _from.GetInt(); later > 0; later--)
            _state.Book.Take(ReadNews());
        _state.Book.Take(new ConfigurationNews(_from.Get(), [], More: false));
    }

    private ConfigurationNews ReadNews() => new(_from.Get(), JsonSerializer.Deserialize<ConfigurationChange[]>(_from.GetText())!, More: false);

    private void ReadMerchants()
    {
        for (var merchants = _from.GetInt(); merchants > 0; merchants--)
        {
            var number = _state.Parties.InternMerchant(_from.GetInt(), _from.GetInt());
            if (!_sharesTotals || _from.GetBool())
            {
                _state.Parties.Separate(number);
                _state.Parties.TotalOf(_state.Parties.Merchants[number]).Read(_from, _state.Pool);
            }
            for (var terminals = _from.GetInt(); terminals > 0; terminals--)
                _state.Parties.List(number, _from.GetInt());
        }
    }

    private void ReadParties()
    {
        // The sum of the acquirers.
        ReadFigures(new Figures());
        for (var count = _from.GetInt(); count > 0; count--)
        {
            // All of an acquirer, of which its issuers are taken out below; what is left has no issuer.
            ReadFigures(_state.Parties.Intern(_from.GetInt(), -1)[PartyBook.Gone]);
            // Acquirers have no channels, but there was a place for them.
            if (!_hasCuts)
                ReadChannels();
        }
        for (var count = _from.GetInt(); count > 0; count--)
        {
            var share = _state.Parties.Intern(_hasCuts ? _from.GetInt() : PartyBook.NoAcquirer, _from.GetInt());
            ReadFigures(share[PartyBook.Gone]);
            if (share.Acquirer != PartyBook.NoAcquirer)
                _state.Parties.Intern(share.Acquirer, -1)[PartyBook.Gone].Remove(share[PartyBook.Gone]);
            share.Channels = ReadChannels();
        }
    }

    private ChannelFigures[]? ReadChannels()
    {
        var channels = new ChannelFigures[_from.GetInt()];
        for (var channel = 0; channel < channels.Length; channel++)
        {
            channels[channel] = new ChannelFigures { Sent = _from.Get(), Delivered = _from.Get(), Failed = _from.Get(), OnTime = _from.Get(), Late = _from.Get() };
            ReadQuantiles(channels[channel].DelayMs);
        }
        return channels.Length == 0 ? null : channels;
    }

    private void ReadTerminal()
    {
        var number = _state.AddTerminal(_from.GetInt(), _from.GetBytes());
        ReadHeld(number);
        ReadClosedOf(number);
        TerminalRecord.Read(_from, _state, number, ref _state.Terminals[number], _transactions);
        _state.Deadlines.Schedule(number);
        // Of a large fleet most are at rest; memory for all at once may not be there.
        _state.Rest?.TryRest(number);
    }

    private void ReadNamedTerminal()
    {
        var number = _state.AddTerminal(_from.GetInt(), _state.Names[_from.GetInt()]);
        ref var terminal = ref _state.Terminals[number];
        // It follows from the ids.
        _from.GetFixed64();
        TerminalRecord.ReadFields(_from, _state, ref terminal);
        terminal.Total.Read(_from, _state.Pool);
        ReadHeld(number);
        ReadClosedOf(number);
        TerminalRecord.ReadWindow(_from, _state, ref terminal, _transactions);
        _state.Deadlines.Schedule(number);
    }

    private void ReadHeld(int terminal)
    {
        while (_from.GetBool())
        {
            var number = ReadTransaction(terminal, out var charged);
            ref var transaction = ref _state.Transactions[number];
            _state.TransactionIndex.Add(transaction.Key, number);
            _state.Deadlines.Place(number, listed: false);
            if (charged)
            {
                _facts.Read(_state.FactsOf(number));
                _state.Charges.Add(number, _facts);
            }
            _state.Parties.Restore(number);
        }
    }

    private void ReadClosedOf(int terminal)
    {
        ref var of = ref _state.Terminals[terminal];
        var last = -1;
        while (_from.GetBool())
        {
            var number = ReadTransaction(terminal, out _);
            _state.Transactions[number].Previous = last;
            if (last < 0)
                of.FirstClosed = number;
            else
                _state.Transactions[last].Next = number;
            last = number;
            _state.Parties.Restore(number);
        }
    }

    private int ReadTransaction(int terminal, out bool charged)
    {
        var old = _from.GetInt();
        var number = _state.Transactions.Add();
        _transactions.Add(old, number);
        if (_saved is null)
            _state.Transactions[number] = ReadTransaction(_from, terminal, out charged);
        else
        {
            var saved = (uint)_from.GetUnsigned();
            _state.Transactions[number] = ReadTransaction(_saved.Open(saved), terminal, out charged);
            _state.Transactions[number].Saved = saved;
        }
        return number;
    }

    private Transaction ReadTransaction(SnapshotReader from, int terminal, out bool charged)
    {
        var transaction = new Transaction
        {
            Terminal = terminal,
            Previous = -1,
            Next = -1,
            Key = from.GetFixed64(),
            Configuration = from.GetInt(),
            Bound = from.GetInt(),
        };
        var facts = from.GetBytes();
        if (facts.Length > 0)
        {
            transaction.Facts = _state.Pool.Rent(facts.Length);
            transaction.FactsLength = (ushort)facts.Length;
            facts.CopyTo(_state.Pool[transaction.Facts]);
        }
        transaction.Fired = (Deadline)from.GetUnsigned();
        transaction.Open = (byte)from.GetUnsigned();
        transaction.Ever = (byte)from.GetUnsigned();
        transaction.Entered = from.GetBool();
        transaction.DueKind = (Deadline)from.GetUnsigned();
        transaction.DueAt = from.Get();
        transaction.Due = from.Get();
        charged = from.GetBool();
        var counted = new Counted
        {
            HasRequest = from.GetBool(),
            Orphan = from.GetBool(),
            LateResponse = from.GetBool(),
            Outcome = (Outcome)from.GetUnsigned(),
            Verdict = (Verdict)from.GetUnsigned(),
            Channel = (NotificationChannel)from.GetUnsigned(),
            Merchant = from.GetInt(),
            Issuer = from.GetInt(),
            At = from.Get(),
        };
        counted.SetDurations(from.GetInt(), from.GetInt());
        transaction.Counted = counted;
        return transaction;
    }

    private void ReadPairs()
    {
        for (var pairs = _from.GetInt(); pairs > 0; pairs--)
        {
            var (second, first) = (_from.GetInt(), _from.GetInt());
            _state.Charges.Pair(_transactions.Find(first), _transactions[second]);
        }
        for (var closed = _from.GetInt(); closed > 0; closed--)
            _state.Charges.CloseSecond(_transactions[_from.GetInt()], _from.GetText());
    }

    private void ReadReversals()
    {
        for (var terminals = _from.GetInt(); terminals > 0; terminals--)
        {
            var times = _state.ReversalsOf(_from.GetInt());
            for (var count = _from.GetInt(); count > 0; count--)
                times.Add(_from.Get());
        }
    }

    private void ReadProcedures()
    {
        for (var terminals = _from.GetInt(); terminals > 0; terminals--)
        {
            var number = _from.GetInt();
            _state.Procedures[number] = TerminalRecord.ReadProcedure(_from);
        }
    }

    private void ReadFeeds()
    {
        for (var cells = _from.GetInt(); cells > 0; cells--)
        {
            var changed = _from.GetBool();
            _state.Feeds.Restore(ReadFeed(), changed);
        }
        for (var told = _from.GetInt(); told > 0; told--)
            _state.Feeds.RestoreTold(ReadFeed());
    }

    private FeedFigures ReadFeed() => new(_from.GetText(), _from.Get(), _from.GetInt(), _from.Get(), _from.Get()) { Fresh = _from.Get() };

    private void ReadNamedSlots()
    {
        for (var cells = _from.GetInt(); cells > 0; cells--)
        {
            var changed = _from.GetBool();
            _state.Slots.Restore(SlotRecord.ReadFigures(_from, _hasCuts), changed, issuer => _state.Names.Find(issuer));
        }
        for (var told = _from.GetInt(); told > 0; told--)
            _state.Slots.RestoreTold(SlotRecord.ReadFigures(_from, _hasCuts));
    }

    private void ReadClosed()
    {
        Span<uint> few = stackalloc uint[64];
        while (!_layersClosed && _from.GetBool())
            ClosedLayerReader.ReadOne(_from, _from.Get(), _state.Closed, few);
        for (var later = _from.GetInt(); later > 0; later--)
            _state.Closed.AddLater(_from.GetFixed64(), _from.GetFixed32());
    }

    private void ReadFigures(Figures figures)
    {
        for (var figure = 0; figure < Figures.Length; figure++)
            figures[(Figure)figure] = _from.Get();
        ReadQuantiles(figures.ResponseMs);
        ReadQuantiles(figures.DelayMs);
    }

    private void ReadQuantiles(Quantiles quantiles)
    {
        for (var buckets = _from.GetInt(); buckets > 0; buckets--)
            quantiles.Add(_from.GetInt(), _from.GetInt(), _from.GetInt());
    }
}
