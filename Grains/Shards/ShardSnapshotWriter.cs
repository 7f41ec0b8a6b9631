using System.Text.Json;
using PosMonitor.Journal;
using PosMonitor.Parties;
using PosMonitor.Settings;
using PosMonitor.Terminals.Rest;

namespace PosMonitor.Shards;

/// <summary>
/// Writes a shard's state, read by <see cref="ShardSnapshotReader"/>. Windows of totals and the indexes are not in it: they are made again from what is.
/// Format 8 is whole; in format 9 transactions are written by the number under which a layer has them, closed ones are in layers only, and what is not told yet follows. Formats 5 and 7 had
/// totals of every merchant and all that was closed; format 6 was as 7, written only where all was told; formats 3 and 4 were as 5 and 6, with the texts of what is counted in slots.
/// </summary>
public sealed class ShardSnapshotWriter
{
    internal const ulong Version = 9;

    /// <summary>The first one, of before issuers were counted by acquirer.</summary>
    internal const ulong VersionWithoutCuts = 1;

    /// <summary>The last one in which the ids of terminals were names of the shard.</summary>
    internal const ulong VersionOfNamedTerminals = 2;

    /// <summary>The last one in which what is counted in slots had texts.</summary>
    internal const ulong VersionOfNamedSlots = 4;

    /// <summary>The one without layers.</summary>
    internal const ulong WholeVersion = 8;

    /// <summary>The last one with layers and without what is not told.</summary>
    internal const ulong VersionOfTold = 6;

    /// <summary>The last one in which every merchant had totals of its own, and no layer had what was closed.</summary>
    internal const ulong VersionOfOwnTotals = 7;

    /// <summary>True where a snapshot of a version has its transactions in layers.</summary>
    internal static bool HasLayers(ulong version) => version is VersionOfNamedSlots or VersionOfTold or VersionOfOwnTotals or Version;

    private readonly ShardState _state;
    private readonly SnapshotWriter? _layer, _body;
    private readonly uint _first;

    private ShardSnapshotWriter(ShardState state, bool layered)
    {
        _state = state;
        if (!layered)
            return;
        (_layer, _body, _first) = (new SnapshotWriter(), new SnapshotWriter(2 * ushort.MaxValue), state.Layers.Begin());
        _layer.PutUnsigned(_first);
    }

    /// <summary>Writes all of a state.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Write(ShardState state)
    {
        var (writer, to, ahead) = (new ShardSnapshotWriter(state, layered: false), new SnapshotWriter(), new SnapshotAhead(state));
        writer.WriteBeforeTerminals(to);
        for (var number = 0; number < state.Terminals.Length; number++)
        {
            if (number % SnapshotAhead.Most == 0)
                ahead.Look(number);
            writer.WriteTerminal(to, number);
        }
        writer.WriteAfterTerminals(to);
        return to.Finish();
    }

    /// <summary>Writes a snapshot that follows on the one before at once, see <see cref="RunningSnapshot"/>.</summary>
    /// <param name="state">The state.</param>
    /// <param name="untold">What is not told yet; null where all is.</param>
    public static SnapshotParts WriteChanges(ShardState state, UntoldNews? untold = null) => new RunningSnapshot(state).End((untold ?? UntoldNews.NoneAfter(state.Reported)).Pack());

    /// <summary>Writes of transactions only those that no layer has as they are, into a new one.</summary>
    internal static ShardSnapshotWriter OfChanges(ShardState state) => new(state, layered: true);

    internal void WriteBeforeTerminals(SnapshotWriter to)
    {
        var state = _state;
        to.PutUnsigned(_layer is null ? WholeVersion : Version);
        to.Put(state.Seq);
        to.Put(state.Clock);
        to.Put(state.Reported);
        to.Put(state.AfterClose);
        WriteBook(to, state);
        WriteNames(to, state.Names);
        WriteMerchants(to, state);
        WriteParties(to, state);
        to.Put(state.Terminals.Length);
    }

    internal void WriteTerminal(SnapshotWriter to, int number)
    {
        to.Put(_state.Terminals.AcquirerOf(number));
        to.Put(_state.Terminals.IdOf(number));
        if (_state.Terminals.IsAtRest(number))
        {
            to.Put(false);
            to.Put(false);
            to.PutWritten(_state.Rest!.RecordOf(number).Span);
            return;
        }
        WriteTransactions(to, _state.Terminals[number].First);
        WriteTransactions(to, _state.Terminals[number].FirstClosed);
        TerminalRecord.Write(to, _state, number);
    }

    internal void WriteAfterTerminals(SnapshotWriter to)
    {
        WritePairs(to, _state);
        _state.Slots.Write(to);
        WriteFeeds(to, _state.Feeds);
        if (_layer is null)
            WriteClosed(to, _state.Closed);
        WriteClosedLater(to, _state.Closed);
    }

    /// <summary>Ends the new layer.</summary>
    /// <param name="seq">Its number, if anything is in it.</param>
    /// <returns>All layers that belong to the snapshot.</returns>
    internal IReadOnlyList<SnapshotLayer> FinishLayers(long seq)
    {
        _body!.Return();
        List<SnapshotLayer> layers = [.. _state.Layers.Numbers.Select(number => new SnapshotLayer(number, null))];
        if (_state.Layers.End(seq, _first))
            layers.Add(new SnapshotLayer(seq, _layer!.Finish()));
        return layers;
    }

    private static void WriteBook(SnapshotWriter to, ShardState state)
    {
        var oldest = state.OldestConfiguration();
        var news = state.Book.NewsAfter(oldest).ToList();
        to.Put(oldest);
        Write(to, new ConfigurationNews(state.Book[oldest].Version, state.Book[oldest].FromStart(), More: false));
        to.Put(news.Count);
        foreach (var later in news)
            Write(to, later);
        to.Put(state.Book.Now.Version);
    }

    private static void Write(SnapshotWriter to, ConfigurationNews news)
    {
        to.Put(news.Through);
        to.Put(JsonSerializer.Serialize(news.Changes));
    }

    private static void WriteNames(SnapshotWriter to, Names names)
    {
        to.Put(names.Count);
        for (var name = 0; name < names.Count; name++)
            to.Put(names[name]);
    }

    private static void WriteMerchants(SnapshotWriter to, ShardState state)
    {
        var merchants = state.Parties.Merchants;
        to.Put(merchants.Length);
        for (var number = 0; number < merchants.Length; number++)
        {
            ref var merchant = ref merchants[number];
            to.Put(merchant.Acquirer);
            to.Put(merchant.Id);
            to.Put(merchant.Total != 0);
            if (merchant.Total != 0)
                state.Parties.TotalOf(merchant).Write(to, state.Pool);
            to.Put(merchant.TerminalCount);
            for (var place = 0; place < merchant.TerminalCount; place++)
                to.Put(state.Parties.TerminalOf(merchant, place));
        }
    }

    private static void WriteParties(SnapshotWriter to, ShardState state)
    {
        var shares = state.Parties.Shares.Select(static share => (Share: share, PartyBook.Sum("", [share]).Total)).ToList();
        var acquirers = shares.Where(static part => part.Share.Acquirer != PartyBook.NoAcquirer).GroupBy(static part => part.Share.Acquirer)
            .Select(static parts => (Acquirer: parts.Key, Total: Sum(parts.Select(static part => part.Total)))).ToList();
        Write(to, Sum(acquirers.Select(static acquirer => acquirer.Total)));
        to.Put(acquirers.Count);
        foreach (var (acquirer, total) in acquirers)
        {
            to.Put(acquirer);
            Write(to, total);
        }
        var issuers = shares.Where(static part => part.Share.Issuer >= 0).ToList();
        to.Put(issuers.Count);
        foreach (var (share, total) in issuers)
        {
            to.Put(share.Acquirer);
            to.Put(share.Issuer);
            Write(to, total);
            WriteChannels(to, share.Channels);
        }
    }

    private static Figures Sum(IEnumerable<Figures> parts)
    {
        var sum = new Figures();
        foreach (var part in parts)
            sum.Add(part);
        return sum;
    }

    private static void WriteChannels(SnapshotWriter to, ChannelFigures[]? channels)
    {
        to.Put(channels?.Length ?? 0);
        foreach (var channel in channels ?? [])
        {
            to.Put(channel.Sent);
            to.Put(channel.Delivered);
            to.Put(channel.Failed);
            to.Put(channel.OnTime);
            to.Put(channel.Late);
            Write(to, channel.DelayMs);
        }
    }

    private void WriteTransactions(SnapshotWriter to, int first)
    {
        for (var number = first; number >= 0; number = _state.Transactions[number].Next)
        {
            to.Put(true);
            to.Put(number);
            if (_layer is null)
                WriteTransaction(to, number);
            else
                to.PutUnsigned(SavedAs(number));
        }
        to.Put(false);
    }

    private uint SavedAs(int number)
    {
        ref var transaction = ref _state.Transactions[number];
        if (_state.Layers.Holds(transaction.Saved))
            return transaction.Saved;
        WriteTransaction(_body!, number);
        _body!.TryTake(out var body);
        _layer!.Put(body);
        return transaction.Saved = _state.Layers.Next();
    }

    private void WriteTransaction(SnapshotWriter to, int number)
    {
        ref var transaction = ref _state.Transactions[number];
        to.PutFixed(transaction.Key);
        to.Put(transaction.Configuration);
        to.Put(transaction.Bound);
        to.Put(transaction.Facts == 0 ? [] : _state.FactsOf(number));
        to.PutUnsigned((ulong)transaction.Fired);
        to.PutUnsigned(transaction.Open);
        to.PutUnsigned(transaction.Ever);
        to.Put(transaction.Entered);
        to.PutUnsigned((ulong)transaction.DueKind);
        to.Put(transaction.DueAt);
        to.Put(transaction.Due);
        to.Put(transaction.ChargeKey != 0);
        Write(to, transaction.Counted);
    }

    private static void Write(SnapshotWriter to, in Counted counted)
    {
        to.Put(counted.HasRequest);
        to.Put(counted.Orphan);
        to.Put(counted.LateResponse);
        to.PutUnsigned((ulong)counted.Outcome);
        to.PutUnsigned((ulong)counted.Verdict);
        to.PutUnsigned((ulong)counted.Channel);
        to.Put(counted.Merchant);
        to.Put(counted.Issuer);
        to.Put(counted.At);
        to.Put(counted.ResponseMs);
        to.Put(counted.DelayMs);
    }

    private static void Write(SnapshotWriter to, Figures figures)
    {
        for (var figure = 0; figure < Figures.Length; figure++)
            to.Put(figures[(Figure)figure]);
        Write(to, figures.ResponseMs);
        Write(to, figures.DelayMs);
    }

    private static void Write(SnapshotWriter to, Quantiles quantiles)
    {
        var buckets = quantiles.Buckets().ToList();
        to.Put(buckets.Count);
        foreach (var (bucket, count, max) in buckets)
        {
            to.Put(bucket);
            to.Put(count);
            to.Put(max);
        }
    }

    private static void WritePairs(SnapshotWriter to, ShardState state)
    {
        var pairs = state.Charges.Pairs.ToList();
        to.Put(pairs.Count);
        foreach (var (second, first) in pairs)
        {
            to.Put(second);
            to.Put(first);
        }
        to.Put(state.Charges.ClosedSeconds.Count);
        foreach (var (first, second) in state.Charges.ClosedSeconds)
        {
            to.Put(first);
            to.Put(second);
        }
    }

    private static void WriteFeeds(SnapshotWriter to, FeedBook feeds)
    {
        var cells = feeds.Cells.ToList();
        to.Put(cells.Count);
        foreach (var (figures, changed) in cells)
        {
            to.Put(changed);
            Write(to, figures);
        }
        var told = feeds.Told;
        to.Put(told.Count);
        foreach (var figures in told)
            Write(to, figures);
    }

    private static void Write(SnapshotWriter to, FeedFigures figures)
    {
        to.Put(figures.Acquirer);
        to.Put(figures.Slot);
        to.Put(figures.Events);
        to.Put(figures.First);
        to.Put(figures.Last);
        to.Put(figures.Fresh);
    }

    private static void WriteClosed(SnapshotWriter to, ClosedTransactions closed)
    {
        foreach (var (day, transactions) in closed.Days())
        {
            foreach (var (key, events) in transactions)
            {
                to.Put(true);
                to.Put(day);
                ClosedLayerWriter.Write(to, key, events.Span);
            }
        }
        to.Put(false);
    }

    private static void WriteClosedLater(SnapshotWriter to, ClosedTransactions closed)
    {
        to.Put(closed.Later.Count);
        foreach (var (key, fingerprint) in closed.Later)
        {
            to.PutFixed(key);
            to.PutFixed(fingerprint);
        }
    }
}
