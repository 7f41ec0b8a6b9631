using PosMonitor.Events;
using PosMonitor.Journal;
using PosMonitor.Settings;
using PosMonitor.Shards;
using PosMonitor.Transactions;

namespace PosMonitor.Tests.Shards;

public sealed class SnapshotLayersTests
{
    private readonly SnapshotLayers _layers = new();
    private readonly Slab<Transaction> _transactions = new();

    [Fact]
    public void What_changed_since_the_snapshot_before_and_its_layers_are_the_whole_state()
    {
        // Counted, as histories without a layer that stays would show nothing.
        Assert.InRange(Enumerable.Range(1, 25).Sum(LayersThatStayed), 200, int.MaxValue);
    }

    [Fact]
    public void What_happens_while_a_snapshot_is_written_is_not_in_it()
    {
        // Counted, as snapshots within which nothing changes would show nothing.
        Assert.InRange(Enumerable.Range(1, 50).Sum(RunsWithChanges), 500, int.MaxValue);
    }

    [Fact]
    public void What_leaves_the_windows_while_a_snapshot_is_written_is_still_in_it()
    {
        var day = new Timeline(new DetectionOptions { HoldFinished = TimeSpan.FromMinutes(10) }).At("12:00:00").Request("a", kind: TransactionKind.Balance).Respond("a");
        day.Run.Watermark(Timeline.Moment("12:30:00"));
        var state = day.Run.Shard.State;
        var before = Whole(Copy(day.Run.Shard));
        Assert.Equal(1, state.Transactions.Count);
        var snapshot = new RunningSnapshot(state);
        day.Run.Watermark(Timeline.Moment("13:30:00"));
        Assert.Equal(0, state.Transactions.Count);

        var snapshots = new SnapshotShelf();
        snapshots.Put(snapshot.End(UntoldNews.NoneAfter(0).Pack()));
        Assert.Equal(before, Whole(Restored(snapshots.Newest!)));
    }

    [Fact]
    public void A_transaction_that_has_not_changed_is_not_written_again()
    {
        var day = new Timeline().At("12:00:00");
        for (var sale = 0; sale < 100; sale++)
            day.Request($"s{sale}");
        var state = day.Run.Shard.State;
        var first = ShardSnapshotWriter.WriteChanges(state);
        day.At("12:00:02").Respond("s7");
        var second = ShardSnapshotWriter.WriteChanges(state);
        Assert.Equal([first.Layers.Single().Number], second.Layers.Where(layer => layer.Parts is null).Select(layer => layer.Number));
        Assert.InRange(Length(second.Layers.Single(layer => layer.Parts is not null)), 1, Length(first.Layers.Single()) / 50);
        Assert.All(ShardSnapshotWriter.WriteChanges(state).Layers, layer => Assert.Null(layer.Parts));
    }

    [Fact]
    public void One_that_was_closed_is_written_once()
    {
        var day = new Timeline();
        for (var sale = 0; sale < 100; sale++)
            day.At($"12:00:{sale / 2:00}").Finish($"s{sale}");
        var first = Closed(day.Watermark("14:00:00"));
        Assert.InRange(first, 100 * (8 + 2 * 4), 100 * (8 + 1 + 2 * 4) + 50);
        Assert.Equal(0, Closed(day.Watermark("14:00:01")));

        day.At("14:00:02").Finish("t");
        Assert.InRange(Closed(day.Watermark("16:00:00")), 1, 50);
        Assert.Equal(101, day.Run.Shard.State.Closed.Count);
    }

    [Fact]
    public void What_is_closed_while_a_snapshot_is_written_is_in_the_next()
    {
        var day = new Timeline().At("12:00:00").Finish("a").At("13:00:00").Finish("b").Watermark("13:30:00");
        var state = day.Run.Shard.State;
        var snapshots = new SnapshotShelf();
        var running = new RunningSnapshot(state);
        day.Watermark("15:00:00");
        snapshots.Put(running.End(UntoldNews.NoneAfter(0).Pack()));
        Assert.Equal(1, Restored(snapshots.Newest!).State.Closed.Count);
        IsWhole(day, snapshots);
        Assert.Equal(2, Restored(snapshots.Newest!).State.Closed.Count);
    }

    [Fact]
    public void Closed_transactions_of_a_day_that_is_forgotten_leave_the_snapshot()
    {
        var day = new Timeline().At("12:00:00").Finish("a").Watermark("14:00:00");
        var snapshots = new SnapshotShelf();
        IsWhole(day, snapshots);
        Assert.Contains(snapshots.Newest!.Layers, layer => layer.Number < 0);
        day.At("32.12:00:00").Finish("b").Watermark("32.14:00:00");
        IsWhole(day, snapshots);
        Assert.Single(snapshots.Newest!.Layers, layer => layer.Number < 0);
        Assert.Equal(1, Restored(snapshots.Newest).State.Closed.Count);
        day.At("32.15:00:00").Finish("c").Watermark("32.18:00:00");
        IsWhole(day, snapshots);
        Assert.Equal(2, Restored(snapshots.Newest!).State.Closed.Count);
    }

    [Fact]
    public void A_layer_of_closed_transactions_that_is_missing_is_told_of()
    {
        var day = new Timeline();
        var snapshots = new SnapshotShelf();
        for (var hour = 10; hour < 16; hour += 2)
        {
            day.At($"{hour}:00:00").Finish($"at{hour}").Watermark($"{hour + 1}:30:00");
            IsWhole(day, snapshots);
        }
        var all = snapshots.Newest!;
        var middle = all.Layers.Where(static layer => layer.Number < 0).OrderBy(static layer => layer.Number).ElementAt(1);
        var failure = Assert.Throws<InvalidDataException>(() => ShardSnapshotReader.Read(all with { Layers = [.. all.Layers.Except([middle])] }, NewShard().State));
        Assert.Equal("No layer of the snapshot has closed transaction 1.", failure.Message);
    }

    [Fact]
    public void One_that_another_one_changes_is_written_again()
    {
        const string card = "622202*1234";
        var day = new Timeline().At("12:00:00").Request("first", card: card).Request("second", card: card).At("12:00:02").Respond("second");
        var snapshots = new SnapshotShelf();
        IsWhole(day, snapshots);
        // The second has an alert now.
        day.At("12:00:01").Respond("first");
        IsWhole(day, snapshots);
        // And none any more.
        day.At("12:00:30").Reverse("first");
        IsWhole(day, snapshots);
        Assert.Equal(["transaction.duplicate-charge"], day.Run.Alerts.Where(alert => alert.Subject.EndsWith("/second", StringComparison.Ordinal)).Select(alert => alert.Rule));
    }

    [Fact]
    public void A_layer_of_which_less_than_half_is_of_use_goes_and_the_rest_of_it_is_written_anew()
    {
        Layer(1, 10);
        for (var number = 0; number < 5; number++)
            _transactions[number].Saved = 0;
        _layers.Sift(_transactions);
        Assert.Equal([1], _layers.Numbers);
        Assert.True(_layers.Holds(_transactions[9].Saved));
        _transactions[5].Saved = 0;
        _layers.Sift(_transactions);
        Assert.Empty(_layers.Numbers);
        Assert.False(_layers.Holds(_transactions[9].Saved));
    }

    [Fact]
    public void A_layer_that_goes_takes_no_other_with_it()
    {
        Layer(1, 10);
        Layer(2, 10);
        Layer(3, 10);
        for (var number = 10; number < 20; number++)
            _transactions.Free(number);
        _layers.Sift(_transactions);
        Assert.Equal([1, 3], _layers.Numbers);
        Assert.True(_layers.Holds(_transactions[0].Saved) && _layers.Holds(_transactions[29].Saved));
        Assert.False(_layers.Holds(15));
    }

    [Fact]
    public void Where_there_are_many_those_with_the_least_in_them_go()
    {
        for (var number = 0; number < 65; number++)
            Layer(number, number % 2 == 0 ? 3 : 2);
        _layers.Sift(_transactions);
        Assert.Equal(Enumerable.Range(0, 32).Select(number => 2L * number), _layers.Numbers);
    }

    [Fact]
    public void After_the_last_number_it_begins_anew_and_nothing_of_before_is_taken_for_written()
    {
        _layers.Restore(1, uint.MaxValue - 1, 1);
        var old = _transactions.Add();
        _transactions[old].Saved = uint.MaxValue - 1;
        var low = _transactions.Add();
        _transactions[low].Saved = 1;
        _layers.Sift(_transactions);
        Assert.Empty(_layers.Numbers);
        Layer(2, 3);
        Assert.Equal(1U, _transactions[2].Saved);
        Assert.False(_layers.Holds(_transactions[old].Saved) || _layers.Holds(_transactions[low].Saved));
    }

    [Fact]
    public void A_layer_that_lacks_a_transaction_is_told_of()
    {
        var snapshot = ShardSnapshotWriter.WriteChanges(new Timeline().At("12:00:00").Request("a").Run.Shard.State);
        var failure = Assert.Throws<InvalidDataException>(() => ShardSnapshotReader.Read(snapshot with { Layers = [] }, NewShard().State));
        Assert.Equal("No layer of the snapshot has transaction 1.", failure.Message);
    }

    private static int LayersThatStayed(int seed)
    {
        var run = new MonitorRun(1);
        foreach (var step in new RandomHistory(seed).Draw())
            run.Take(step);
        var (random, snapshots, shard, stayed) = (new Random(seed), new SnapshotShelf(), NewShard(), 0);
        foreach (var record in run.JournalOf(0))
        {
            shard.Apply(record.Seq, record.Bytes);
            if (random.Next(2) == 0)
                continue;
            var snapshot = ShardSnapshotWriter.WriteChanges(shard.State);
            if (random.Next(16) == 0)
            {
                // It could not be saved.
                shard.State.ForgetLayers();
                continue;
            }
            stayed += snapshot.Layers.Count(layer => layer.Parts is null);
            snapshots.Put(snapshot);
            var again = Restored(snapshots.Newest!);
            Assert.True(Whole(Copy(shard)) == Whole(again), $"Seed {seed} differs after record {record.Seq}.");
            if (random.Next(16) == 0)
                shard = again;
        }
        return stayed;
    }

    private static int RunsWithChanges(int seed)
    {
        var run = new MonitorRun(1);
        foreach (var step in new RandomHistory(seed).Draw())
            run.Take(step);
        var (random, snapshots, shard, changed) = (new Random(seed), new SnapshotShelf(), NewShard(), 0);
        var (running, seq, before) = ((RunningSnapshot?)null, 0L, "");
        foreach (var record in run.JournalOf(0))
        {
            shard.Apply(record.Seq, record.Bytes);
            if (running is null)
            {
                before = Whole(Copy(shard));
                (running, seq) = (new RunningSnapshot(shard.State, step: 1), record.Seq);
            }
            for (var steps = random.Next(3); steps > 0; steps--)
                running.Step();
            if (random.Next(6) != 0)
                continue;
            snapshots.Put(running.End(UntoldNews.NoneAfter(0).Pack()));
            running = null;
            var again = Restored(snapshots.Newest!);
            Assert.True(before == Whole(again), $"Seed {seed}: the snapshot of record {seq} has something of the records up to {record.Seq}.");
            changed += before == Whole(Copy(shard)) ? 0 : 1;
        }
        return changed;
    }

    private void Layer(long number, int transactions)
    {
        var first = _layers.Begin();
        for (var place = 0; place < transactions; place++)
            _transactions[_transactions.Add()].Saved = _layers.Next();
        Assert.True(_layers.End(number, first));
    }

    private static Shard NewShard() => new(new ShardOptions(ClockMode.Stream, TimeSpan.Zero, TimeSpan.FromDays(30), new DetectionOptions()));

    private static Shard Restored(SnapshotParts snapshot)
    {
        var shard = NewShard();
        ShardSnapshotReader.Read(snapshot, shard.State);
        return shard;
    }

    private static Shard Copy(Shard shard) => Restored(new SnapshotParts(ShardSnapshotWriter.Write(shard.State)));

    private static void IsWhole(Timeline day, SnapshotShelf snapshots)
    {
        snapshots.Put(ShardSnapshotWriter.WriteChanges(day.Run.Shard.State));
        Assert.Equal(Whole(Copy(day.Run.Shard)), Whole(Restored(snapshots.Newest!)));
    }

    private static string Whole(Shard shard) => Convert.ToHexString(ShardSnapshotWriter.Write(shard.State).Single().Span);

    // How long the new layer of closed transactions of another snapshot is.
    private static int Closed(Timeline day) =>
        ShardSnapshotWriter.WriteChanges(day.Run.Shard.State).Layers.Where(static layer => layer is { Number: < 0, Parts: not null }).Sum(Length);

    private static int Length(SnapshotLayer layer) => layer.Parts!.Sum(part => part.Length);
}
