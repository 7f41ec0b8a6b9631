using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PosMonitor.Alerts;
using PosMonitor.Parties;
using PosMonitor.Settings;
using PosMonitor.Tests.Shards;
using PosMonitor.Transactions;

namespace PosMonitor.Shards;

/// <summary>What a shard tells a book of its own build, and one of a build from before merchants were packed.</summary>
public sealed class ShardTellerTests
{
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task A_book_is_told_packed_merchants_where_it_reads_them(bool takesPacked, int figures)
    {
        var state = new ShardState(new ShardOptions(ClockMode.Stream, TimeSpan.Zero, TimeSpan.FromDays(30), new DetectionOptions()));
        var merchant = state.Parties.InternMerchant(state.Names.Intern("lakala"u8), state.Names.Intern("m1"u8));
        state.Slots.Count(new SlotSubject(SubjectKind.Merchant, merchant), new Transactions.Finish(0, false, 0, ResponseCause.None, 0), 0, 0);
        state.Slots.Judged(state.Slots.Report(SlotBook.Slot, 0));
        state.Slots.Count(new SlotSubject(SubjectKind.Merchant, merchant), new Transactions.Finish(SlotBook.Slot, false, 0, ResponseCause.None, 0), 0, 0);
        var book = new Book(takesPacked);
        var teller = new ShardTeller(0, state, SinkFactory.Create(() => book), new ShardRecoveries(TimeProvider.System), NullLogger.Instance);

        teller.Add(1, new ShardOutput([], [state.Slots.Report(3 * SlotBook.Slot, SlotBook.Slot)]));
        await teller.TellAll(null);

        var report = Assert.Single(Assert.Single(book.Told).Figures);
        Assert.Equal((figures, takesPacked), (report.Figures.Count, report.Merchants is not null));
        Assert.Equal(("lakala/m1", 1), (report.Unpacked().Figures[0].Subject, report.Unpacked().Figures[0].Finished));
        Assert.Equal((figures, takesPacked, 1), (book.Held!.Figures.Count, book.WasIntroducedPacked, book.Held.Unpacked().Figures.Count));
    }

    [Fact]
    public async Task The_book_gets_to_know_a_shard_once_all_are_back()
    {
        var time = new FakeTimeProvider();
        using var recoveries = new ShardRecoveries(time);
        var book = new Book(takesPacked: true);
        var state = new ShardState(new ShardOptions(ClockMode.Stream, TimeSpan.Zero, TimeSpan.FromDays(30), new DetectionOptions()));
        var teller = new ShardTeller(0, state, SinkFactory.Create(() => book), recoveries, NullLogger.Instance);
        var other = await recoveries.Enter(CancellationToken.None);
        var told = teller.TellAll(null);
        Assert.False(told.IsCompleted || book.WasIntroducedPacked);

        other.Dispose();
        await told.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.True(book.WasIntroducedPacked);
    }

    [Fact]
    public async Task Shards_that_tick_one_after_the_other_have_nothing_left_to_tell_once_the_slot_is_judged()
    {
        var options = new ShardOptions(ClockMode.Wall, TimeSpan.Zero, TimeSpan.FromDays(30), new DetectionOptions());
        var store = new MemoryAlertStore();
        var monitor = new MonitorOptions { Clock = ClockMode.Wall, Shards = 2 };
        var ledger = new AlertLedger(store, new FakeTimeProvider(), monitor, Configuration.Start(options.Detection), await store.Load(CancellationToken.None));
        var shards = Enumerable.Range(0, 2).Select(number => new ShardTeller(number, new ShardState(options), SinkFactory.Over(() => ledger), new ShardRecoveries(TimeProvider.System), NullLogger.Instance)).ToArray();
        for (var slot = 1; slot < 4; slot++)
        {
            for (var number = 0; number < 2; number++)
            {
                var clock = slot * SlotBook.Slot + number * TimeSpan.TicksPerMillisecond;
                shards[number].Add(slot, new ShardOutput([], [new SlotReport(clock, []) { Since = clock - SlotBook.Slot }]));
                await shards[number].TellAll(clock);
            }
            await shards[0].TellAll(null);
            Assert.All(shards, shard => Assert.True(shard.IsIdle, $"A shard waits for slot {slot}."));
        }
    }

    private sealed class Book(bool takesPacked) : IAlertSink
    {
        public List<ShardNews> Told { get; } = [];

        public SlotReport? Held { get; private set; }

        public bool WasIntroducedPacked { get; private set; }

        public Task<TellAnswer> Tell(int shard, IReadOnlyList<ShardNews> news, long through, long clock)
        {
            Told.AddRange(news);
            return Answer(Held is null);
        }

        public Task<TellAnswer> Introduce(int shard, IReadOnlyList<SlotFigures> figures, IReadOnlyList<FeedFigures> feeds, long clock)
        {
            Held = new SlotReport(clock, figures);
            return Answer(false);
        }

        public Task<TellAnswer> IntroducePacked(int shard, SlotReport held)
        {
            (Held, WasIntroducedPacked) = (held, true);
            return Answer(false);
        }

        private Task<TellAnswer> Answer(bool introduce) => Task.FromResult(new TellAnswer(1, long.MinValue, introduce) { TakesPacked = takesPacked });

        public Task Configure(long through) => Task.CompletedTask;
    }
}
