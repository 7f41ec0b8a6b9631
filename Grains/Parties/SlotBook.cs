using System.Runtime.InteropServices;
using PosMonitor.Events;
using PosMonitor.Transactions;

namespace PosMonitor.Parties;

/// <summary>
/// What a shard counts of merchants, issuers and acquirers in ten-second slots of event time (contract §4), and what it has told the alert book of them. At a
/// tick of the clock the slots that changed are reported as they stand, so telling twice does no harm.
/// </summary>
/// <param name="names">The text of a subject, and of an issuer.</param>
public sealed class SlotBook(Func<SubjectKind, int, string> names)
{
    /// <summary>The length of a slot.</summary>
    public const long Slot = 10 * TimeSpan.TicksPerSecond;

    /// <summary>How many slots a judgement looks back at the most.</summary>
    public const int LookBack = 30;

    private const int Channels = 8;

    private readonly Dictionary<SlotKey, Cell> _cells = [];
    private readonly List<SlotKey> _changed = [];
    private readonly Dictionary<(SlotTopic, (SubjectKind, string, string?), long), SlotFigures> _told = [];

    /// <summary>True where a report would not be empty.</summary>
    public bool Changed => _changed.Count > 0;

    /// <summary>Counts a finish of a party.</summary>
    /// <param name="subject">The party.</param>
    /// <param name="finish">The finish, as it entered the terminal's window.</param>
    /// <param name="terminal">The number of the terminal in the shard.</param>
    /// <param name="issuer">The name of the card's bank in the shard.</param>
    public void Count(SlotSubject subject, in Finish finish, int terminal, int issuer)
    {
        ref var cell = ref Change(new SlotKey(SlotTopic.Finishes, subject, finish.At - finish.At % Slot));
        cell.Finished++;
        if (finish.Failure)
            ((Failures)(cell.Detail ??= new Failures())).Count(terminal, (finish.Cause, finish.Code, issuer));
    }

    /// <summary>Counts a notification that is due (1), or takes it out again (-1).</summary>
    /// <param name="acquirer">The name of the terminal's acquirer in the shard.</param>
    /// <param name="issuer">The name of the card's bank in the shard.</param>
    /// <param name="due">How it counts.</param>
    /// <param name="sign">1 or -1.</param>
    public void CountNotification(int acquirer, int issuer, in NotificationDue due, int sign)
    {
        var key = new SlotKey(SlotTopic.Notifications, new SlotSubject(SubjectKind.Issuer, issuer, acquirer), due.At - due.At % Slot);
        // One that is too old to matter was forgotten.
        if (sign < 0 && !_cells.ContainsKey(key))
            return;
        ref var cell = ref Change(key);
        cell.Finished += sign;
        if (due.Bad)
            cell.Untimely += sign;
        if (due.Late is null && due.Failed == 0)
            return;
        var channels = (int[])(cell.Detail ??= new int[2 * Channels]);
        if (due.Late is { } late)
            channels[(int)late] += sign;
        for (var channel = 0; channel < Channels; channel++)
        {
            if ((due.Failed >> channel & 1) != 0)
                channels[Channels + channel] += sign;
        }
    }

    /// <summary>What changed since the last report; what no judgement can look at any more is forgotten.</summary>
    /// <param name="clock">The tick, UTC ticks.</param>
    /// <param name="since">The tick before.</param>
    public SlotReport Report(long clock, long since)
    {
        var figures = _changed.Select(FiguresOf).OrderBy(cell => cell.Slot).ThenBy(cell => cell.Topic).ThenBy(cell => cell.Kind).ThenBy(cell => cell.Subject, StringComparer.Ordinal)
            .ThenBy(cell => cell.Acquirer, StringComparer.Ordinal).ToArray();
        foreach (var key in _changed)
            CollectionsMarshal.GetValueRefOrNullRef(_cells, key).Changed = false;
        _changed.Clear();
        Forget(_cells, static key => key.Slot, clock);
        return new SlotReport(clock, figures) { Since = since };
    }

    /// <summary>Notes that a report was judged: its figures are now those that an alert book that starts anew has to know.</summary>
    public void Judged(SlotReport report)
    {
        foreach (var figures in report.Figures)
            _told[(figures.Topic, (figures.Kind, figures.Subject, figures.Acquirer), figures.Slot)] = figures;
        Forget(_told, static key => key.Item3, report.Clock);
    }

    /// <summary>The figures of all reports that were judged.</summary>
    public IReadOnlyList<SlotFigures> Told => [.. _told.Values];

    /// <summary>The figures that are not reported yet or may still change, for a snapshot.</summary>
    public IEnumerable<(SlotFigures Figures, bool Changed)> Cells => _cells.Keys.Select(key => (FiguresOf(key), _cells[key].Changed));

    /// <summary>What is counted of each party and slot, and how much of it speaks against the party.</summary>
    public IEnumerable<(SlotTopic Topic, SlotSubject Subject, long Slot, int Finished, int Bad)> Sums =>
        _cells.Select(cell => (cell.Key.Topic, cell.Key.Subject, cell.Key.Slot, cell.Value.Finished, cell.Value.Bad));

    /// <summary>Puts back what was read from a snapshot.</summary>
    /// <param name="subject">Its subject.</param>
    /// <param name="figures">What was counted.</param>
    /// <param name="changed">It is not reported yet.</param>
    /// <param name="issuer">The name of an issuer in the shard.</param>
    public void Restore(SlotSubject subject, SlotFigures figures, bool changed, Func<string, int> issuer)
    {
        var key = new SlotKey(figures.Topic, subject, figures.Slot);
        var cell = new Cell { Finished = figures.Finished, Untimely = figures.Untimely, Changed = changed };
        if (figures.FailingTerminals.Count > 0)
        {
            var failed = new Failures();
            failed.Terminals.UnionWith(figures.FailingTerminals);
            foreach (var failure in figures.Failures)
                failed.Counts[(failure.Cause, failure.Code, issuer(failure.Issuer))] = failure.Count;
            cell.Detail = failed;
        }
        if (figures.Channels.Count > 0)
        {
            var channels = new int[2 * Channels];
            foreach (var channel in figures.Channels)
                (channels[(int)channel.Channel], channels[Channels + (int)channel.Channel]) = (channel.Late, channel.Failed);
            cell.Detail = channels;
        }
        _cells[key] = cell;
        if (changed)
            _changed.Add(key);
    }

    /// <summary>Puts back what was told before the snapshot.</summary>
    public void RestoreTold(SlotFigures figures) => _told[(figures.Topic, (figures.Kind, figures.Subject, figures.Acquirer), figures.Slot)] = figures;

    private SlotFigures FiguresOf(SlotKey key)
    {
        var cell = _cells[key];
        var subject = key.Subject;
        var figures = new SlotFigures(subject.Kind, names(subject.Kind, subject.Number), key.Slot, cell.Finished, [], [])
        {
            Topic = key.Topic,
            Untimely = cell.Untimely,
            Acquirer = subject.Acquirer < 0 ? null : names(SubjectKind.Acquirer, subject.Acquirer),
        };
        return cell.Detail switch
        {
            Failures failed => figures with
            {
                FailingTerminals = [.. failed.Terminals.Order()],
                Failures = [.. failed.Counts.Select(failure => new FailureCount(failure.Key.Cause, failure.Key.Code, names(SubjectKind.Issuer, failure.Key.Issuer), failure.Value))
                    .OrderBy(failure => failure.Code).ThenBy(failure => failure.Cause).ThenBy(failure => failure.Issuer, StringComparer.Ordinal)],
            },
            int[] channels => figures with
            {
                Channels = [.. Enumerable.Range(0, Channels).Where(channel => channels[channel] != 0 || channels[Channels + channel] != 0)
                    .Select(channel => new ChannelCount((NotificationChannel)channel, channels[channel], channels[Channels + channel]))],
            },
            _ => figures,
        };
    }

    private ref Cell Change(SlotKey key)
    {
        ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, key, out _);
        if (!cell.Changed)
            _changed.Add(key);
        cell.Changed = true;
        return ref cell;
    }

    private static void Forget<TKey, T>(Dictionary<TKey, T> cells, Func<TKey, long> slotOf, long clock) where TKey : notnull
    {
        var oldest = clock - LookBack * Slot - Slot;
        foreach (var key in cells.Keys.Where(key => slotOf(key) < oldest).ToList())
            cells.Remove(key);
        // After a burst the room is given back.
        if (cells.Capacity > 1024 && cells.Count < cells.Capacity / 4)
            cells.TrimExcess();
    }

    // Most slots of most merchants have no failure, and there are many of them.
    private struct Cell
    {
        public int Finished, Untimely;
        public bool Changed;

        // Failures of finishes; of notifications, late ones by channel and then failed ones.
        public object? Detail;

        public readonly int Bad => Detail is Failures failed ? failed.Counts.Values.Sum() : Untimely;
    }

    private sealed class Failures
    {
        public readonly HashSet<int> Terminals = [];
        public readonly Dictionary<(ResponseCause Cause, ushort Code, int Issuer), int> Counts = [];

        public void Count(int terminal, (ResponseCause, ushort, int) failure)
        {
            Terminals.Add(terminal);
            Counts[failure] = Counts.GetValueOrDefault(failure) + 1;
        }
    }
}
