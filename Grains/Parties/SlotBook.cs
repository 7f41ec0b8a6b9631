using PosMonitor.Events;
using PosMonitor.Shards;
using PosMonitor.Transactions;

namespace PosMonitor.Parties;

/// <summary>
/// What a shard counts of merchants, issuers and acquirers in ten-second slots of event time (contract §4), and what it has told the alert book of them. At a
/// tick of the clock the slots that changed are reported as they stand, so telling twice does no harm.
/// </summary>
/// <param name="names">The text of a subject, and of an issuer.</param>
/// <param name="putMerchant">Writes the text of a merchant.</param>
/// <param name="subjects">Of whom figures are.</param>
public sealed class SlotBook(Func<SubjectKind, int, string> names, Action<int, SnapshotWriter> putMerchant, Func<SlotFigures, SlotSubject> subjects)
{
    /// <summary>The length of a slot.</summary>
    public const long Slot = 10 * TimeSpan.TicksPerSecond;

    /// <summary>How many slots a judgement looks back at the most.</summary>
    public const int LookBack = 30;

    private const int Channels = 8;

    /// <summary>How many are counted of notifications by channel: those late, and those that failed.</summary>
    internal const int ChannelCounts = 2 * Channels;

    private readonly Slab<SlotCell> _cells = new();
    private readonly List<int> _changed = [];
    private readonly MerchantCounts _merchants = new(putMerchant);
    private KeyIndex? _index;

    /// <summary>True where a report would not be empty.</summary>
    public bool Changed => _changed.Count > 0;

    private KeyIndex Index => _index ??= new KeyIndex(number => _cells[number].Key.Hash);

    /// <summary>Counts a finish of a party.</summary>
    /// <param name="subject">The party.</param>
    /// <param name="finish">The finish, as it entered the terminal's window.</param>
    /// <param name="terminal">The number of the terminal in the shard.</param>
    /// <param name="issuer">The name of the card's bank in the shard.</param>
    public void Count(SlotSubject subject, in Finish finish, int terminal, int issuer)
    {
        ref var cell = ref Change(FinishesAt(subject, finish.At));
        cell.Finished++;
        if (finish.Failure)
            ((SlotFailures)(cell.Detail ??= new SlotFailures())).Count(terminal, (finish.Cause, finish.Code, issuer));
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
        if (sign < 0 && (Find(key) is var known && known < 0 || !_cells[known].IsCounted))
            return;
        ref var cell = ref Change(key);
        cell.Finished += sign;
        if (due.Bad)
            cell.Untimely += sign;
        if (due.Late is null && due.Failed == 0)
            return;
        var channels = (int[])(cell.Detail ??= new int[ChannelCounts]);
        if (due.Late is { } late)
            channels[(int)late] += sign;
        for (var channel = 0; channel < Channels; channel++)
        {
            if ((due.Failed >> channel & 1) != 0)
                channels[Channels + channel] += sign;
        }
    }

    /// <summary>Says that it will be looked for what is counted of a party's finishes.</summary>
    /// <param name="subject">The party.</param>
    /// <param name="at">When one probably finishes, UTC ticks.</param>
    internal void FetchEntry(SlotSubject subject, long at) => Index.Fetch(FinishesAt(subject, at).Hash);

    /// <summary>Says that a finish of a party will be counted soon.</summary>
    /// <param name="subject">The party.</param>
    /// <param name="at">When it probably finishes, UTC ticks.</param>
    internal void Fetch(SlotSubject subject, long at)
    {
        var number = Index.Candidate(FinishesAt(subject, at).Hash);
        if (number >= 0)
            CacheLines.FetchAll(in _cells[number]);
    }

    /// <summary>What changed since the last report; what no judgement can look at any more is forgotten.</summary>
    /// <param name="clock">The tick, UTC ticks.</param>
    /// <param name="since">The tick before.</param>
    public SlotReport Report(long clock, long since)
    {
        // In an order that is the same after a start from a snapshot.
        _changed.Sort((a, b) => SlotKey.Compare(_cells[a].Key, _cells[b].Key));
        var figures = new List<SlotFigures>();
        foreach (var number in _changed)
        {
            ref var cell = ref _cells[number];
            cell.Changed = false;
            if (cell is { Key: { Topic: SlotTopic.Finishes, Subject.Kind: SubjectKind.Merchant }, Detail: null })
                _merchants.Add(cell.Key.Subject.Number, cell.Key.Slot, cell.Finished);
            else
                figures.Add(FiguresOf(cell));
        }
        _changed.Clear();
        Forget(told: false, clock, since);
        return new SlotReport(clock, figures) { Since = since, Merchants = _merchants.Take() };
    }

    /// <summary>Notes that a report was judged: its figures are now those that an alert book that starts anew has to know.</summary>
    public void Judged(SlotReport report)
    {
        foreach (var figures in report.Figures)
            RestoreTold(figures);
        for (var each = new MerchantCounts.Each(report.Merchants); each.MoveNext();)
            SetTold(FinishesAt(new SlotSubject(SubjectKind.Merchant, each.Merchant), each.Slot), each.Finished, 0, null);
        Forget(told: true, report.Clock, report.Since);
    }

    /// <summary>The figures of all reports that were judged.</summary>
    /// <param name="clock">Up to when, UTC ticks.</param>
    public SlotReport Held(long clock)
    {
        var figures = new List<SlotFigures>();
        for (var number = 0; number < _cells.Length; number++)
        {
            ref var cell = ref _cells[number];
            if (cell is { IsTold: true, ToldDetail: null, ToldUntimely: 0, Key: { Topic: SlotTopic.Finishes, Subject.Kind: SubjectKind.Merchant } })
                _merchants.Add(cell.Key.Subject.Number, cell.Key.Slot, cell.ToldFinished);
            else if (cell.IsTold)
                figures.Add(cell.ToldDetail ?? Bare(cell.Key, cell.ToldFinished, cell.ToldUntimely));
        }
        return new SlotReport(clock, figures) { Merchants = _merchants.Take() };
    }

    /// <summary>The figures that are not reported yet or may still change.</summary>
    public IEnumerable<(SlotFigures Figures, bool Changed)> Cells => Counted.Select(number => (FiguresOf(_cells[number]), _cells[number].Changed));

    /// <summary>What is counted of each party and slot, and how much of it speaks against the party.</summary>
    public IEnumerable<(SlotTopic Topic, SlotSubject Subject, long Slot, int Finished, int Bad)> Sums
    {
        get
        {
            foreach (var number in Counted)
            {
                var cell = _cells[number];
                yield return (cell.Key.Topic, cell.Key.Subject, cell.Key.Slot, cell.Finished, cell.Bad);
            }
        }
    }

    private IEnumerable<int> Counted => Enumerable.Range(0, _cells.Length).Where(number => _cells[number].IsCounted);

    /// <summary>Writes all that is counted, and what was told of it.</summary>
    public void Write(SnapshotWriter to)
    {
        to.Put(_cells.Count);
        for (var number = 0; number < _cells.Length; number++)
        {
            if (_cells[number] is { IsCounted: true } or { IsTold: true })
                SlotRecord.Write(to, _cells[number]);
        }
    }

    /// <summary>Puts back what was written.</summary>
    public void Read(SnapshotReader from)
    {
        for (var cells = from.GetInt(); cells > 0; cells--)
        {
            var number = _cells.Add();
            ref var cell = ref _cells[number];
            cell = SlotRecord.Read(from);
            Index.Add(cell.Key.Hash, number);
            if (cell.Changed)
                _changed.Add(number);
        }
    }

    /// <summary>Puts back what was read from a snapshot with texts.</summary>
    /// <param name="figures">What was counted.</param>
    /// <param name="changed">It is not reported yet.</param>
    /// <param name="issuer">The name of an issuer in the shard.</param>
    public void Restore(SlotFigures figures, bool changed, Func<string, int> issuer)
    {
        ref var cell = ref CellOf(new SlotKey(figures.Topic, subjects(figures), figures.Slot), out var number);
        (cell.IsCounted, cell.Changed, cell.Finished, cell.Untimely) = (true, changed, figures.Finished, figures.Untimely);
        if (figures.FailingTerminals.Count > 0)
        {
            var failed = new SlotFailures();
            failed.Terminals.UnionWith(figures.FailingTerminals);
            foreach (var failure in figures.Failures)
                failed.Counts[(failure.Cause, failure.Code, issuer(failure.Issuer))] = failure.Count;
            cell.Detail = failed;
        }
        if (figures.Channels.Count > 0)
        {
            var channels = new int[ChannelCounts];
            foreach (var channel in figures.Channels)
                (channels[(int)channel.Channel], channels[Channels + (int)channel.Channel]) = (channel.Late, channel.Failed);
            cell.Detail = channels;
        }
        if (changed)
            _changed.Add(number);
    }

    /// <summary>Puts back what was told before the snapshot.</summary>
    public void RestoreTold(SlotFigures figures) => SetTold(
        new SlotKey(figures.Topic, subjects(figures), figures.Slot), figures.Finished, figures.Untimely,
        figures.FailingTerminals.Count > 0 || figures.Channels.Count > 0 ? figures : null);

    /// <summary>Gives memory back that is no longer needed.</summary>
    public void GiveBack()
    {
        _cells.GiveBack();
        Index.GiveBack();
    }

    private void SetTold(in SlotKey key, int finished, int untimely, SlotFigures? detail)
    {
        ref var cell = ref CellOf(key, out _);
        (cell.IsTold, cell.ToldFinished, cell.ToldUntimely, cell.ToldDetail) = (true, finished, untimely, detail);
    }

    private static SlotKey FinishesAt(SlotSubject subject, long at) => new(SlotTopic.Finishes, subject, at - at % Slot);

    private SlotFigures Bare(in SlotKey key, int finished, int untimely) =>
        new(key.Subject.Kind, names(key.Subject.Kind, key.Subject.Number), key.Slot, finished, [], [])
        {
            Topic = key.Topic,
            Untimely = untimely,
            Acquirer = key.Subject.Acquirer < 0 ? null : names(SubjectKind.Acquirer, key.Subject.Acquirer),
        };

    private SlotFigures FiguresOf(in SlotCell cell)
    {
        var figures = Bare(cell.Key, cell.Finished, cell.Untimely);
        return cell.Detail switch
        {
            SlotFailures failed => figures with
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

    private ref SlotCell Change(in SlotKey key)
    {
        ref var cell = ref CellOf(key, out var number);
        if (!cell.Changed)
            _changed.Add(number);
        (cell.IsCounted, cell.Changed) = (true, true);
        return ref cell;
    }

    private ref SlotCell CellOf(in SlotKey key, out int number)
    {
        number = Find(key);
        if (number < 0)
        {
            number = _cells.Add();
            _cells[number].Key = key;
            Index.Add(key.Hash, number);
        }
        return ref _cells[number];
    }

    private int Find(in SlotKey key)
    {
        var (hash, slot) = (key.Hash, -1);
        int number;
        while ((number = Index.Find(hash, ref slot)) >= 0)
        {
            if (_cells[number].Key == key)
                return number;
        }
        return -1;
    }

    // What no judgement can look at any more: of what is counted, or of what was told.
    private void Forget(bool told, long clock, long since)
    {
        // Within a slot none becomes too old.
        if (since != long.MinValue && clock / Slot == since / Slot)
            return;
        var oldest = clock - LookBack * Slot - Slot;
        for (var number = 0; number < _cells.Length; number++)
        {
            ref var cell = ref _cells[number];
            if (!(told ? cell.IsTold : cell.IsCounted) || cell.Key.Slot >= oldest)
                continue;
            if (told)
                (cell.IsTold, cell.ToldDetail) = (false, null);
            else
                (cell.IsCounted, cell.Finished, cell.Untimely, cell.Detail) = (false, 0, 0, null);
            if (!cell.IsTold && !cell.IsCounted)
                Free(number);
        }
    }

    private void Free(int number)
    {
        Index.Remove(_cells[number].Key.Hash, number);
        _cells.Free(number);
    }
}
