using PosMonitor.Events;
using PosMonitor.Overviews;
using PosMonitor.Searches;
using PosMonitor.Settings;
using PosMonitor.Shards;
using PosMonitor.Terminals;
using PosMonitor.Terminals.Rest;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Tests.Terminals;

/// <summary>
/// Idle terminals leave memory, and nothing that anybody is told depends on it. That no conclusion does is compared in <see cref="ReferenceComparisonTests"/>.
/// One of them weighs the memory of the process, so nothing else runs beside them.
/// </summary>
[Collection(nameof(WeighedAlone))]
public sealed class TerminalRestTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);
    private readonly ShardRun _run = new();
    private readonly MemoryRestStore _store = new();

    public TerminalRestTests() => _run.Shard.LetRest(_store, TimeSpan.FromHours(6));

    private ShardState State => _run.Shard.State;

    private ShardQueries Queries => new(State, _run.Shard.Transactions);

    [Fact]
    public void It_rests_once_nothing_came_for_long_enough_and_nothing_is_pending()
    {
        Sell("T1", Start);
        _run.Watermark(Start.AddHours(6).AddMinutes(-1));
        Rest();
        Assert.Equal((1, 0), (State.Terminals.Awake, _store.Count));

        _run.Watermark(Start.AddHours(6).AddMinutes(1));
        Rest();
        Assert.Equal((0, 1), (State.Terminals.Awake, _store.Count));
    }

    [Fact]
    public void One_whose_transaction_is_held_stays()
    {
        // Its notification is missing: it is held for a day.
        _run.Take(Request("T1", "a", Start), Response("T1", "a", Start.AddSeconds(1)));
        _run.Watermark(Start.AddHours(8));
        Rest();
        Assert.Equal(1, State.Terminals.Awake);
    }

    [Fact]
    public void One_whose_deadline_is_near_stays()
    {
        _run.Configure(ConfigurationKind.Settings, "fleet", """{"dormantAfter":"20:00:00"}""");
        Sell("T1", Start);
        _run.Watermark(Start.AddHours(7));
        Rest();
        Assert.Equal(1, State.Terminals.Awake);
    }

    [Fact]
    public void The_next_event_finds_it_as_it_was()
    {
        Sell("T1", Start);
        var before = Look("T1");
        Assert.Equal(1, before.Totals.Total.Requested);
        Let_all_rest();

        Sell("T1", Start.AddHours(9));
        Assert.Equal((1, 0), (State.Terminals.Awake, _store.Count));
        Assert.Equal(2, Look("T1").Totals.Total.Requested);
        Assert.Equal(2, Look("T1").Totals.Total.ResponseMs.Count);
        Assert.Equal("m1", Look("T1").Merchant);
    }

    [Fact]
    public void What_is_sent_again_lets_it_rest()
    {
        Sell("T1", Start);
        Let_all_rest();

        Sell("T1", Start);
        Assert.Equal((0, 1), (State.Terminals.Awake, _store.Count));
        Assert.Equal(1, Look("T1").Totals.Total.Requested);
    }

    [Fact]
    public void The_deadline_of_one_at_rest_fires_to_the_tick()
    {
        Sell("T1", Start);
        Sell("T2", Start.AddHours(2));
        Let_all_rest();
        var dormant = Start.AddSeconds(1).AddDays(90);

        _run.Watermark(dormant.AddTicks(-1));
        Assert.Empty(_run.Alerts);
        _run.Watermark(dormant);
        var alert = Assert.Single(_run.Alerts);
        Assert.Equal(("terminal.dormant", "lakala/T1", dormant), (alert.Rule, alert.Subject, alert.OpenedAt));
    }

    [Fact]
    public void Other_settings_move_the_deadlines_of_those_at_rest_which_rest_on()
    {
        Sell("T1", Start);
        Let_all_rest();

        _run.Configure(ConfigurationKind.Settings, "fleet", """{"dormantAfter":"10.00:00:00"}""");
        Assert.Equal(0, State.Terminals.Awake);
        _run.Watermark(Start.AddSeconds(1).AddDays(10));
        Assert.Equal("terminal.dormant", Assert.Single(_run.Alerts).Rule);
    }

    [Fact]
    public void Overviews_lists_and_searches_see_it_without_waking_it()
    {
        for (var number = 10; number < 40; number++)
            Sell($"T{number}", Start, failed: number % 3 == 0);
        _run.Configure(ConfigurationKind.Terminal, "lakala/T50", """{"merchant":"m9"}""");
        _run.Watermark(Start.AddHours(8));
        var (map, search, fleet) = (Map(), Search(), Fleet());
        Assert.NotEmpty(search);
        Assert.Equal(30, fleet);

        Rest();
        Assert.Equal((0, 31), (State.Terminals.Awake, _store.Count));
        Assert.Equal(map, Map());
        Assert.Equal(search, Search());
        Assert.Equal(fleet, Fleet());
        Assert.Equal(31, Queries.CountTerminals(null));
        Assert.Empty(Queries.Terminals(new TerminalQuery("lakala", TerminalStatus.Active, "m1", null, 10), State.Clock));
        Assert.Empty(Queries.Terminals(new TerminalQuery("lakala", null, "m9", null, 10), State.Clock));
        Assert.Equal(0, State.Terminals.Awake);
        // Whoever is shown is looked up; the others are not.
        Assert.Equal(["T10", "T11", "T12"], Queries.Terminals(new TerminalQuery("lakala", TerminalStatus.Idle, "m1", null, 3), State.Clock).Select(terminal => terminal.Terminal));
        Assert.Equal(3, State.Terminals.Awake);
    }

    [Fact]
    public void A_merchant_counts_it_without_waking_it()
    {
        Sell("T1", Start);
        Let_all_rest();
        var merchant = Queries.Merchant("lakala", "m1")!;
        Assert.Equal(["T1"], merchant.Terminals);
        Assert.Equal(1, merchant.Totals.Total.Requested);
        Assert.Equal(1, merchant.Totals.Total.ResponseMs.Count);
        Assert.Equal(0, State.Terminals.Awake);
    }

    [Fact]
    public void Another_terminal_of_its_merchant_does_not_wake_it()
    {
        _run.Configure(ConfigurationKind.Terminal, "lakala/T1", """{"merchant":"m1","lat":31.2,"lon":121.5}""");
        Sell("T1", Start);
        Let_all_rest();
        Sell("T2", Start.AddHours(9));
        Assert.Equal((1, 1), (State.Terminals.Awake, _store.Count));
        var merchant = Queries.Merchant("lakala", "m1")!;
        Assert.Equal(["T1", "T2"], merchant.Terminals);
        Assert.Equal(2, merchant.Totals.Total.Requested);
        Assert.Equal(2, merchant.Totals.Total.DelayMs.Count);

        Sell("T1", Start.AddHours(10));
        Assert.Equal(3, Queries.Merchant("lakala", "m1")!.Totals.Total.Requested);
    }

    [Fact]
    public void A_snapshot_is_the_same_whoever_rests_and_those_that_rested_rest_after_it()
    {
        for (var number = 0; number < 50; number++)
            Sell($"T{number}", Start, failed: number % 4 == 0);
        _run.Configure(ConfigurationKind.Terminal, "lakala/T1", """{"merchant":"m9","lat":31.2,"lon":121.5}""");
        _run.Watermark(Start.AddHours(8));
        var awake = Snapshot();
        Rest();
        Assert.Equal(0, State.Terminals.Awake);
        Assert.Equal(awake, Snapshot());

        var again = new Shard(State.Options);
        var store = new MemoryRestStore();
        again.LetRest(store, TimeSpan.FromHours(6));
        ShardSnapshotReader.Read(ShardSnapshotWriter.Write(State), again.State);
        Assert.Equal((0, 50), (again.State.Terminals.Awake, store.Count));
        Assert.Equal(awake, Convert.ToHexString(ShardSnapshotWriter.Write(again.State).Single().Span));
    }

    [Fact]
    public void What_is_not_needed_any_more_is_given_back()
    {
        for (var number = 0; number < 20_000; number++)
            Sell($"T{number}", Start.AddMilliseconds(number), watermark: false);
        _run.Watermark(Start.AddHours(8));
        _store.IsForgetful = true;
        var full = Heap();
        Rest();
        // Once round, and at its end the rest is looked at.
        State.Rest!.Look(1, State.Clock);
        Assert.Equal(0, State.Terminals.Awake);
        Assert.InRange((full - Heap()) / 20_000, 400, int.MaxValue);
        // What stays has moved into memory of its own.
        var merchant = Queries.Merchant("lakala", "m1")!;
        Assert.Equal((20_000, 20_000, "T0", "T19999"), (merchant.Totals.Total.ResponseMs.Count, merchant.Totals.Total.DelayMs.Count, merchant.Terminals[0], merchant.Terminals[^1]));
        GC.KeepAlive(_run);
    }

    [Fact]
    public void A_full_disk_lets_it_stay_and_says_so_once()
    {
        Sell("T1", Start);
        _run.Watermark(Start.AddHours(8));
        _store.IsFull = true;
        Rest();
        Assert.Equal(1, State.Terminals.Awake);
        Assert.IsType<IOException>(State.Rest!.TakeTrouble());
        Assert.Null(State.Rest.TakeTrouble());

        _store.IsFull = false;
        Rest();
        Assert.Equal(0, State.Terminals.Awake);
    }

    [Fact]
    public void One_that_cannot_be_read_back_is_no_empty_terminal()
    {
        Sell("T1", Start);
        Let_all_rest();
        _store.Lose();
        Assert.Throws<RestLostException>(() => Look("T1"));
        Assert.Throws<RestLostException>(() => Sell("T1", Start.AddHours(9)));
    }

    private static long Heap() => GC.GetTotalMemory(forceFullCollection: true);

    private void Let_all_rest()
    {
        _run.Watermark(Start.AddHours(8).AddMinutes(30));
        Rest();
        Assert.Equal(0, State.Terminals.Awake);
    }

    private void Rest() => State.Rest!.Look(State.Terminals.Length, State.Clock);

    private TerminalView Look(string terminal) => Queries.Terminal("lakala", terminal, State.Clock)!;

    private string Snapshot() => Convert.ToHexString(ShardSnapshotWriter.Write(State).Single().Span);

    private int Fleet() => Enumerable.Range(0, State.Terminals.Length).Count(number => State.GlanceAt(number, State.Clock).Status == TerminalStatus.Idle);

    private string Map()
    {
        var scan = new MapScan(State, byMerchant: true, null, State.Clock);
        while (scan.Step())
        {
        }
        return $"{Convert.ToHexString(scan.Groups.Keys)} {string.Join(' ', scan.Groups.Counts)}";
    }

    private string[] Search()
    {
        var scan = new SearchScan(State, Queries, new SearchQuery("T1", null, 8, null));
        while (scan.Step())
        {
        }
        return [.. scan.Found.Select(hit => $"{hit.Kind} {hit.Acquirer} {hit.Id} {hit.Merchant}")];
    }

    private void Sell(string terminal, DateTimeOffset at, bool failed = false, bool watermark = true)
    {
        var txn = $"{at.UtcTicks}";
        _run.Take(Request(terminal, txn, at), Response(terminal, txn, at.AddSeconds(1), failed ? "91" : "00"));
        if (!failed)
            _run.Take(Notification(terminal, txn, at.AddSeconds(2)));
        if (watermark)
            _run.Watermark(at.AddSeconds(3));
    }

    private static PosEvent Request(string terminal, string txn, DateTimeOffset at) => new()
    {
        Type = EventType.Request,
        Time = at,
        Acquirer = "lakala",
        Terminal = terminal,
        Txn = txn,
        Merchant = "m1",
        Issuer = "icbc",
        Amount = 100,
        Currency = "CNY",
    };

    private static PosEvent Notification(string terminal, string txn, DateTimeOffset at) => new()
    {
        Type = EventType.Notification,
        Time = at,
        Acquirer = "lakala",
        Terminal = terminal,
        Txn = txn,
        Amount = 100,
        Currency = "CNY",
        Channel = NotificationChannel.App,
    };

    private static PosEvent Response(string terminal, string txn, DateTimeOffset at, string code = "00") => new()
    {
        Type = EventType.Response,
        Time = at,
        Acquirer = "lakala",
        Terminal = terminal,
        Txn = txn,
        Code = code,
    };
}
