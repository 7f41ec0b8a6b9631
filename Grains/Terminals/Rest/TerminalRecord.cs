using PosMonitor.Parties;
using PosMonitor.Shards;
using PosMonitor.Transactions;

namespace PosMonitor.Terminals.Rest;

/// <summary>
/// Writes all that a shard knows of a terminal beside its id and its transactions, and reads it: part of a snapshot, format 3, and what is kept of a terminal
/// at rest.
/// </summary>
internal static class TerminalRecord
{
    public static void Write(SnapshotWriter to, ShardState state, int number)
    {
        ref readonly var terminal = ref state.Terminals[number];
        to.Put(terminal.Merchant);
        to.Put(terminal.Linked);
        to.Put(terminal.LastEvent);
        to.Put(terminal.LastSignin);
        to.Put(terminal.LastSignout);
        to.Put(terminal.LastHeartbeat);
        to.Put(terminal.LastBatchSettled);
        to.Put(terminal.FirstEvent);
        to.Put(terminal.LastSent);
        to.Put(terminal.LastApproved);
        WriteRegistration(to, state, terminal);
        to.PutUnsigned(terminal.Open);
        to.Put(terminal.RuleDeadline);
        to.Put(terminal.RuleDue);
        terminal.Total.Write(to, state.Pool);
        WriteWindow(to, state, number);
        WriteReversals(to, state, number);
        WriteProcedure(to, state, number);
    }

    /// <param name="from">Where it is read from.</param>
    /// <param name="state">The shard.</param>
    /// <param name="number">The terminal.</param>
    /// <param name="terminal">What is filled.</param>
    /// <param name="transactions">The numbers of transactions, by those that they had when it was written.</param>
    public static void Read(SnapshotReader from, ShardState state, int number, ref Terminal terminal, RenumberedTransactions transactions)
    {
        ReadFields(from, state, ref terminal);
        terminal.Total.Read(from, state.Pool);
        ReadWindow(from, state, ref terminal, transactions);
        var reversals = from.GetInt();
        for (var time = 0; time < reversals; time++)
            state.ReversalsOf(number).Add(from.Get());
        if (from.GetBool())
            state.Procedures[number] = ReadProcedure(from);
    }

    /// <summary>The time of the last event, which stands near the beginning; UTC ticks.</summary>
    public static long ReadLastEvent(SnapshotReader from)
    {
        // Merchant and the merchant on whose list it is.
        from.GetInt();
        from.GetInt();
        return from.Get();
    }

    /// <summary>The totals, in blocks that are the caller's.</summary>
    public static CompactFigures ReadTotal(SnapshotReader from, ShardState state)
    {
        var terminal = new Terminal();
        ReadFields(from, state, ref terminal);
        state.Pool.Return(terminal.Registration);
        terminal.Total.Read(from, state.Pool);
        return terminal.Total;
    }

    /// <summary>Reads the fields of the terminal itself, which formats before 3 have in the same order.</summary>
    public static void ReadFields(SnapshotReader from, ShardState state, ref Terminal terminal)
    {
        terminal.Merchant = from.GetInt();
        terminal.Linked = from.GetInt();
        terminal.LastEvent = from.Get();
        terminal.LastSignin = from.Get();
        terminal.LastSignout = from.Get();
        terminal.LastHeartbeat = from.Get();
        terminal.LastBatchSettled = from.Get();
        terminal.FirstEvent = from.Get();
        terminal.LastSent = from.Get();
        terminal.LastApproved = from.Get();
        if (from.GetBool())
            Registration.Set(ref terminal, from.GetInt(), BitConverter.UInt64BitsToDouble(from.GetFixed64()), BitConverter.UInt64BitsToDouble(from.GetFixed64()), state.Pool);
        terminal.Open = (ushort)from.GetUnsigned();
        terminal.RuleDeadline = from.Get();
        terminal.RuleDue = from.Get();
    }

    public static void ReadWindow(SnapshotReader from, ShardState state, ref Terminal terminal, RenumberedTransactions transactions)
    {
        var count = from.GetInt();
        for (var place = 0; place < count; place++)
        {
            var item = new FinishWindow.Item(from.Get(), from.GetBool(), (ushort)from.GetUnsigned(), (ResponseCause)from.GetUnsigned(),
                from.GetInt(), transactions.Find(from.GetInt()), from.GetInt());
            FinishWindow.Enter(ref terminal, item, byte.MaxValue, long.MaxValue / 4, state.Pool);
        }
    }

    public static Procedure ReadProcedure(SnapshotReader from) => new()
    {
        NoSigninDay = from.GetInt(),
        UnsettledDay = from.GetInt(),
        SettledDay = from.GetInt(),
        LastPurchase = from.Get(),
    };

    private static void WriteRegistration(SnapshotWriter to, ShardState state, in Terminal terminal)
    {
        to.Put(terminal.Registration != 0);
        if (terminal.Registration == 0)
            return;
        var (lat, lon) = Registration.PositionOf(terminal, state.Pool);
        to.Put(Registration.MerchantOf(terminal, state.Pool));
        to.PutFixed(BitConverter.DoubleToUInt64Bits(lat));
        to.PutFixed(BitConverter.DoubleToUInt64Bits(lon));
    }

    private static void WriteWindow(SnapshotWriter to, ShardState state, int number)
    {
        ref readonly var terminal = ref state.Terminals[number];
        to.Put(terminal.WindowCount);
        for (var place = 0; place < terminal.WindowCount; place++)
        {
            var item = FinishWindow.Read(state.Pool[terminal.Window], place);
            to.Put(item.At);
            to.Put(item.Failure);
            to.PutUnsigned(item.Code);
            to.PutUnsigned((ulong)item.Cause);
            to.Put(item.ResponseMs);
            to.Put(state.IsHeldOf(item.Transaction, number) ? item.Transaction : -1);
            to.Put(item.Issuer);
        }
    }

    private static void WriteReversals(SnapshotWriter to, ShardState state, int number)
    {
        var times = state.Reversals.GetValueOrDefault(number);
        to.Put(times?.Count ?? 0);
        foreach (var time in times ?? [])
            to.Put(time);
    }

    private static void WriteProcedure(SnapshotWriter to, ShardState state, int number)
    {
        var procedure = state.Procedures.GetValueOrDefault(number);
        to.Put(procedure is not null);
        if (procedure is null)
            return;
        to.Put(procedure.NoSigninDay);
        to.Put(procedure.UnsettledDay);
        to.Put(procedure.SettledDay);
        to.Put(procedure.LastPurchase);
    }
}
