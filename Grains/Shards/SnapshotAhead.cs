namespace PosMonitor.Shards;

/// <summary>
/// Looks at what the next terminals of a snapshot hold before they are written. A terminal's transactions are chained, and one after the other would be waited
/// for; here a step is made along the chains of all of them, so they wait together (as <see cref="ReadAhead"/> does for events). It changes nothing.
/// </summary>
internal sealed class SnapshotAhead(ShardState state)
{
    /// <summary>How many terminals it looks at in one go: what hangs on them has to stay in the processor's second cache until it is written.</summary>
    public const int Most = 16;

    private readonly int[] _chains = new int[2 * Most];

    /// <summary>Looks at the next <see cref="Most"/> terminals.</summary>
    /// <param name="first">The first of them.</param>
    public void Look(int first)
    {
        var end = Math.Min(first + Most, state.Terminals.Length);
        for (var number = first; number < end; number++)
            state.Terminals.Fetch(number);
        var count = 0;
        for (var number = first; number < end; number++)
        {
            if (state.Terminals.IsAtRest(number))
                continue;
            ref readonly var terminal = ref state.Terminals[number];
            state.Pool.Fetch(terminal.Window);
            state.Pool.Fetch(terminal.Total.Response);
            state.Pool.Fetch(terminal.Total.Delay);
            Add(terminal.First, ref count);
            Add(terminal.FirstClosed, ref count);
        }
        while (count > 0)
            Step(ref count);
    }

    private void Step(ref int count)
    {
        var chains = _chains.AsSpan(0, count);
        foreach (var number in chains)
            CacheLines.Fetch(in state.Transactions[number]);
        count = 0;
        foreach (var number in chains)
            Add(state.Transactions[number].Next, ref count);
    }

    private void Add(int number, ref int count)
    {
        if (number >= 0)
            _chains[count++] = number;
    }
}
