using PosMonitor.Events;
using PosMonitor.Shards;
using PosMonitor.Transactions;

namespace PosMonitor.Parties;

/// <summary>Writes what a shard has counted in a slot, and what it has told of it, and reads it: part of a snapshot. Who it is about is written by number.</summary>
internal static class SlotRecord
{
    /// <summary>What follows in a record. The numbers are part of the snapshot's format.</summary>
    [Flags]
    private enum Has : byte
    {
        Counted = 1,
        Changed = 2,
        Told = 4,
        Failures = 8,
        Channels = 16,
        ToldDetail = 32,
    }

    public static void Write(SnapshotWriter to, in SlotCell cell)
    {
        var has = (cell.IsCounted ? Has.Counted : 0) | (cell.Changed ? Has.Changed : 0) | (cell.IsTold ? Has.Told : 0)
            | (cell.Detail is SlotFailures ? Has.Failures : cell.Detail is not null ? Has.Channels : 0) | (cell.ToldDetail is not null ? Has.ToldDetail : 0);
        to.PutUnsigned((ulong)has);
        to.PutUnsigned((ulong)cell.Key.Topic);
        to.PutUnsigned((ulong)cell.Key.Subject.Kind);
        to.Put(cell.Key.Subject.Number);
        to.Put(cell.Key.Subject.Acquirer);
        to.Put(cell.Key.Slot / SlotBook.Slot);
        if (cell.IsCounted)
        {
            to.Put(cell.Finished);
            to.Put(cell.Untimely);
        }
        if (cell.Detail is SlotFailures failures)
            Write(to, failures);
        foreach (var channel in cell.Detail as int[] ?? [])
            to.Put(channel);
        if (cell.IsTold)
        {
            to.Put(cell.ToldFinished);
            to.Put(cell.ToldUntimely);
        }
        if (cell.ToldDetail is { } figures)
            Write(to, figures);
    }

    public static SlotCell Read(SnapshotReader from)
    {
        var has = (Has)from.GetUnsigned();
        var (topic, kind) = ((SlotTopic)from.GetUnsigned(), (SubjectKind)from.GetUnsigned());
        var cell = new SlotCell
        {
            Key = new SlotKey(topic, new SlotSubject(kind, from.GetInt(), from.GetInt()), from.Get() * SlotBook.Slot),
            IsCounted = has.HasFlag(Has.Counted),
            Changed = has.HasFlag(Has.Changed),
            IsTold = has.HasFlag(Has.Told),
        };
        if (cell.IsCounted)
            (cell.Finished, cell.Untimely) = (from.GetInt(), from.GetInt());
        if (has.HasFlag(Has.Failures))
            cell.Detail = ReadFailures(from);
        if (has.HasFlag(Has.Channels))
            cell.Detail = ReadChannels(from);
        if (cell.IsTold)
            (cell.ToldFinished, cell.ToldUntimely) = (from.GetInt(), from.GetInt());
        if (has.HasFlag(Has.ToldDetail))
            cell.ToldDetail = ReadFigures(from, hasAcquirer: true);
        return cell;
    }

    /// <summary>Reads what has texts.</summary>
    /// <param name="from">Where it is read from.</param>
    /// <param name="hasAcquirer">False in a snapshot of before issuers were counted by acquirer.</param>
    public static SlotFigures ReadFigures(SnapshotReader from, bool hasAcquirer)
    {
        var (topic, kind) = ((SlotTopic)from.GetUnsigned(), (SubjectKind)from.GetUnsigned());
        var (subject, acquirer, slot, finished) = (from.GetText(), hasAcquirer ? from.GetText() : "", from.Get(), from.GetInt());
        var terminals = new int[from.GetInt()];
        for (var place = 0; place < terminals.Length; place++)
            terminals[place] = from.GetInt();
        var failures = new FailureCount[from.GetInt()];
        for (var place = 0; place < failures.Length; place++)
            failures[place] = new FailureCount((ResponseCause)from.GetUnsigned(), (ushort)from.GetUnsigned(), from.GetText(), from.GetInt());
        var untimely = from.GetInt();
        var channels = new ChannelCount[from.GetInt()];
        for (var place = 0; place < channels.Length; place++)
            channels[place] = new ChannelCount((NotificationChannel)from.GetUnsigned(), from.GetInt(), from.GetInt());
        return new SlotFigures(kind, subject, slot, finished, terminals, failures)
        {
            Topic = topic,
            Untimely = untimely,
            Channels = channels,
            Acquirer = acquirer.Length == 0 ? null : acquirer,
        };
    }

    private static void Write(SnapshotWriter to, SlotFailures failures)
    {
        to.Put(failures.Terminals.Count);
        foreach (var terminal in failures.Terminals.Order())
            to.Put(terminal);
        to.Put(failures.Counts.Count);
        foreach (var ((cause, code, issuer), count) in failures.Counts.OrderBy(static failure => failure.Key))
        {
            to.PutUnsigned((ulong)cause);
            to.PutUnsigned(code);
            to.Put(issuer);
            to.Put(count);
        }
    }

    private static SlotFailures ReadFailures(SnapshotReader from)
    {
        var failures = new SlotFailures();
        for (var terminals = from.GetInt(); terminals > 0; terminals--)
            failures.Terminals.Add(from.GetInt());
        for (var counts = from.GetInt(); counts > 0; counts--)
            failures.Counts.Add(((ResponseCause)from.GetUnsigned(), (ushort)from.GetUnsigned(), from.GetInt()), from.GetInt());
        return failures;
    }

    private static int[] ReadChannels(SnapshotReader from)
    {
        var channels = new int[SlotBook.ChannelCounts];
        for (var place = 0; place < channels.Length; place++)
            channels[place] = from.GetInt();
        return channels;
    }

    private static void Write(SnapshotWriter to, SlotFigures figures)
    {
        to.PutUnsigned((ulong)figures.Topic);
        to.PutUnsigned((ulong)figures.Kind);
        to.Put(figures.Subject);
        to.Put(figures.Acquirer ?? "");
        to.Put(figures.Slot);
        to.Put(figures.Finished);
        to.Put(figures.FailingTerminals.Count);
        foreach (var terminal in figures.FailingTerminals)
            to.Put(terminal);
        to.Put(figures.Failures.Count);
        foreach (var failure in figures.Failures)
        {
            to.PutUnsigned((ulong)failure.Cause);
            to.PutUnsigned(failure.Code);
            to.Put(failure.Issuer);
            to.Put(failure.Count);
        }
        to.Put(figures.Untimely);
        to.Put(figures.Channels.Count);
        foreach (var channel in figures.Channels)
        {
            to.PutUnsigned((ulong)channel.Channel);
            to.Put(channel.Late);
            to.Put(channel.Failed);
        }
    }
}
