using PosMonitor.Settings;
using PosMonitor.Terminals;
using PosMonitor.Transactions;

namespace PosMonitor.Shards;

/// <summary>The queue against a plain list of deadlines, over random placings, moves and removals.</summary>
public sealed class DeadlineQueueTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);
    private readonly TerminalTable _terminals = Terminals();
    private readonly Slab<Transaction> _transactions = new();
    private readonly Dictionary<int, long> _model = [];
    private DeadlineQueue _queue = null!;

    [Fact]
    public void What_is_due_fires_in_order_of_each_terminal_and_nothing_else_does()
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            var random = new Random(seed);
            Start(terminals: 1 + random.Next(5));
            long now = 0;
            for (var step = 0; step < 400; step++)
            {
                if (_model.Count > 0 && random.Next(3) == 0)
                    Change(_model.Keys.ElementAt(random.Next(_model.Count)), now, random);
                else
                    Place(-1, now + random.Next(-20, 100), random.Next(_terminals.Length));
                if (random.Next(4) != 0)
                    continue;
                now += random.Next(30);
                Assert.True(_queue.HasDue(now) == _model.Values.Any(due => due <= now), $"Seed {seed}, step {step}: HasDue({now}) was wrong.");
                Assert.True(_model.Count == 0 || _queue.Earliest <= _model.Values.Min(), $"Seed {seed}, step {step}: Earliest was too late.");
                if (random.Next(2) == 0)
                    Fire(now, $"Seed {seed}, step {step}");
            }
            Fire(long.MaxValue - 1, $"Seed {seed}, at the end");
            Assert.Empty(_model);
        }
    }

    [Fact]
    public void The_deadline_of_a_rule_counts_for_its_terminal()
    {
        Start(terminals: 2);
        Place(-1, 50, 0);
        _terminals[0].RuleDue = 20;
        _queue.Schedule(0);

        Assert.False(_queue.HasDue(19));
        Assert.True(_queue.HasDue(20));
        Assert.Equal(20, _queue.EarliestOf(0));
        Assert.True(_queue.TryTake(20, out var terminal));
        Assert.Equal(0, terminal);
    }

    [Theory]
    [InlineData(ClockMode.Stream, 1_000, 5_000, 1_000)]
    [InlineData(ClockMode.Wall, 1_000, 5_000, 5_000 + 5_000_000)]
    [InlineData(ClockMode.Wall, 9_000, 5_000, 9_000 + 5_000_000)]
    public void A_deadline_is_due_by_the_clock_in_force(ClockMode clock, long deadline, long arrival, long due) =>
        Assert.Equal(due, new DeadlineQueue(_terminals, _transactions, clock, Grace).DueOf(deadline, arrival));

    private static TerminalTable Terminals()
    {
        var names = new Names();
        names.Intern("lakala"u8);
        return new TerminalTable(names);
    }

    private void Start(int terminals)
    {
        while (_terminals.Length < terminals)
            _terminals.Add(acquirer: 0, "T1"u8);
        for (var number = 0; number < _terminals.Length; number++)
            _terminals[number] = Terminal.New(acquirer: 0, key: 0);
        _queue = new DeadlineQueue(_terminals, _transactions, ClockMode.Stream, TimeSpan.Zero);
    }

    private void Place(int transaction, long due, int terminal)
    {
        var listed = transaction >= 0;
        if (!listed)
        {
            transaction = _transactions.Add();
            _transactions[transaction] = new Transaction { Terminal = terminal, Previous = -1, Next = -1 };
        }
        _transactions[transaction].Due = due;
        _queue.Place(transaction, listed);
        _model[transaction] = due;
    }

    private void Change(int transaction, long now, Random random)
    {
        if (random.Next(3) == 0)
            Remove(transaction);
        else
            Place(transaction, now + random.Next(-20, 200), -1);
    }

    private void Remove(int transaction)
    {
        _queue.Remove(transaction);
        _transactions.Free(transaction);
        _model.Remove(transaction);
    }

    // As the shard fires: all that is due of one terminal, in its order, then the next.
    private void Fire(long limit, string where)
    {
        while (_queue.TryTake(limit, out var terminal))
        {
            var before = long.MinValue;
            while (_terminals[terminal].First is >= 0 and var first && _transactions[first].Due <= limit)
            {
                Assert.True(_transactions[first].Due >= before, $"{where}: a later deadline fired first.");
                Assert.True(_model[first] == _transactions[first].Due, $"{where}: a deadline fired that was moved.");
                before = _transactions[first].Due;
                Remove(first);
            }
            _queue.Schedule(terminal);
        }
        Assert.DoesNotContain(_model.Values, due => due <= limit);
    }
}
