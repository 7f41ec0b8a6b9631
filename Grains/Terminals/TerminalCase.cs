using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using PosMonitor.Alerts;
using PosMonitor.Events;
using PosMonitor.Parties;
using PosMonitor.Registry;
using PosMonitor.Settings;
using PosMonitor.Shards;
using PosMonitor.Terminals.Rules;
using PosMonitor.Transactions;

namespace PosMonitor.Terminals;

/// <summary>A terminal laid before its rules, and the pen with which they write their alerts. Kept by the shard and used again.</summary>
public sealed class TerminalCase(ShardState state, List<AlertEffect> effects)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly List<FinishWindow.Item> _window = [];

    /// <summary>The number of the terminal in the shard.</summary>
    public int Number { get; private set; }

    /// <summary>The time of what happened, UTC ticks.</summary>
    public long At { get; private set; }

    /// <summary>The finish that entered the window.</summary>
    public Finish Finish { get; private set; }

    /// <summary>The event, its merchant as a name of the shard (-1 for none), and its position in degrees (NaN for none).</summary>
    public EventType Event { get; private set; }
    public int NamedMerchant { get; private set; }
    public (double Lat, double Lon) Position { get; private set; }

    /// <summary>True where the event is one that a terminal sends itself, later than all before.</summary>
    public bool IsNextSent { get; private set; }

    /// <summary>The kind of the transaction that was approved.</summary>
    public TransactionKind Kind { get; private set; }

    /// <summary>True where the approval is later than all before.</summary>
    public bool IsLatestApproval { get; private set; }

    /// <summary>The window, oldest first.</summary>
    public ReadOnlySpan<FinishWindow.Item> Window => CollectionsMarshal.AsSpan(_window);

    /// <summary>The settings in force for the terminal.</summary>
    public DetectionOptions Settings => state.Book.NowOf(State.Acquirer, BoundMerchant, Number);
    public string Id => state.Terminals.IdText(Number);

    /// <summary>The name of the merchant that it is bound to (the registered one, else its first); -1 for none.</summary>
    public int BoundMerchant => state.BoundMerchant(Number);

    /// <summary>The registered position, NaN where there is none.</summary>
    public (double Lat, double Lon) RegisteredPosition => Registration.PositionOf(State, state.Pool);

    /// <summary>The times of the reversals in order, since there was none for long enough; of those while too many are open, the last.</summary>
    public List<long> Reversals => state.ReversalsOf(Number);

    /// <summary>The terminal as it stands.</summary>
    public ref readonly Terminal State => ref state.Terminals[Number];

    private ref Terminal Terminal => ref state.Terminals[Number];

    /// <summary>The business day of a moment at the terminal's acquirer.</summary>
    public int DayOf(long at) => BusinessDay.Of(at, Zone);

    /// <summary>A time of day on a business day of the terminal's acquirer, UTC ticks.</summary>
    public long MomentOf(int day, TimeSpan time) => BusinessDay.At(day, time, Zone);

    private string Zone => state.Book.Now.ZoneOf(state.Names.Text(State.Acquirer));

    /// <summary>How the terminal stands with what is required of it, or null where nothing is noted.</summary>
    public Procedure? Procedure => state.Procedures.Count == 0 ? null : state.Procedures.GetValueOrDefault(Number);

    /// <summary>The same, made where there is none yet.</summary>
    public Procedure EnsureProcedure()
    {
        if (!state.Procedures.TryGetValue(Number, out var procedure))
            state.Procedures[Number] = procedure = new Procedure();
        return procedure;
    }

    public string MerchantText(int name) => state.Names.Text(name);

    /// <summary>True where reversals are noted, and the latest of them.</summary>
    public bool TryGetLastReversal(out long at)
    {
        at = state.Reversals.Count > 0 && state.Reversals.TryGetValue(Number, out var times) ? times[^1] : 0;
        return at != 0;
    }

    /// <summary>An event of the terminal that tells something new.</summary>
    /// <param name="number">The terminal.</param>
    /// <param name="e">The event.</param>
    /// <param name="merchant">The name of the merchant that it names; -1 for none.</param>
    /// <param name="isNextSent">It is one that a terminal sends itself, later than all before.</param>
    /// <param name="movesDeadlines">A deadline of the terminal may follow from it: of the most events none does.</param>
    public void Told(int number, in EventView e, int merchant, bool isNextSent, bool movesDeadlines)
    {
        (Number, At, Event, IsNextSent, NamedMerchant) = (number, e.Time, e.Type, isNextSent, merchant);
        Position = e.HasPosition ? (e.Lat, e.Lon) : (double.NaN, double.NaN);
        foreach (var rule in TerminalRules.OfEvents)
            rule.JudgeEvent(this);
        if (movesDeadlines)
            Reschedule(number);
    }

    /// <summary>A transaction finished: enters the window, and asks the rules where it did.</summary>
    public void Finished(int number, int transaction, in Finish finish, int issuer)
    {
        (Number, At, Finish) = (number, finish.At, finish);
        var ms = finish.ResponseTicks < 0 ? -1 : (int)Math.Min(int.MaxValue, finish.ResponseTicks / TimeSpan.TicksPerMillisecond);
        var item = new FinishWindow.Item(finish.At, finish.Failure, finish.Code, finish.Cause, ms, transaction, issuer);
        ref var terminal = ref Terminal;
        var settings = Settings;
        if (!FinishWindow.Enter(ref terminal, item, settings.WindowSize, settings.WindowAge.Ticks, state.Pool))
            return;
        _window.Clear();
        var block = state.Pool[terminal.Window];
        for (var place = 0; place < terminal.WindowCount; place++)
            _window.Add(FinishWindow.Read(block, place));
        foreach (var rule in TerminalRules.OfFinishes)
            rule.JudgeFinish(this);
    }

    /// <summary>A transaction became approved.</summary>
    public void Approved(int number, long at, TransactionKind kind)
    {
        (Number, At, Kind) = (number, at, kind);
        ref var terminal = ref Terminal;
        IsLatestApproval = at > terminal.LastApproved;
        if (IsLatestApproval)
            terminal.LastApproved = at;
        foreach (var rule in TerminalRules.All)
            rule.JudgeApproval(this);
        Reschedule(number);
    }

    /// <summary>A transaction was reversed.</summary>
    public void Reversed(int number, long at)
    {
        (Number, At) = (number, at);
        foreach (var rule in TerminalRules.All)
            rule.JudgeReversal(this);
        Reschedule(number);
    }

    /// <summary>The earliest deadline of the terminal's rules fired.</summary>
    public void DeadlineFired(int number)
    {
        Number = number;
        if (EarliestRule(out var at) is { } rule && at == Terminal.RuleDeadline)
        {
            At = at;
            rule.JudgeDeadline(this);
        }
        // The next one was set before this record, and has waited for its event's grace already.
        Reschedule(number, arrival: long.MinValue);
    }

    /// <summary>Finds the terminal's next deadline anew, after whatever may have moved it.</summary>
    public void Reschedule(int number) => Reschedule(number, state.Arrival);

    private void Reschedule(int number, long arrival)
    {
        Number = number;
        ref var terminal = ref Terminal;
        EarliestRule(out var at);
        if (terminal.RuleDeadline == at)
            return;
        terminal.RuleDeadline = at;
        terminal.RuleDue = at == long.MaxValue ? at : state.Deadlines.DueOf(at, arrival);
        state.Deadlines.Schedule(number);
    }

    private TerminalRule? EarliestRule(out long at)
    {
        TerminalRule? earliest = null;
        at = long.MaxValue;
        var settings = Settings;
        foreach (var rule in TerminalRules.WithDeadline)
        {
            var deadline = rule.NextDeadline(this, settings);
            if (deadline < at)
                (earliest, at) = (rule, deadline);
        }
        return earliest;
    }

    public bool IsOpen(TerminalRule rule) => (State.Open & rule.Bit) != 0;

    public void Open(TerminalRule rule, long at, AlertSeverity severity, string en, string zh, Action<Utf8JsonWriter> evidence)
    {
        Terminal.Open |= rule.Bit;
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer))
        {
            json.WriteStartObject();
            evidence(json);
            json.WriteEndObject();
        }
        effects.Add(Effect(AlertAction.Open, rule, at) with
        {
            Severity = severity,
            TitleEn = en,
            TitleZh = zh,
            Evidence = Encoding.UTF8.GetString(_buffer.WrittenSpan),
        });
    }

    public void Resolve(TerminalRule rule, long at)
    {
        Terminal.Open &= (ushort)~rule.Bit;
        effects.Add(Effect(AlertAction.Resolve, rule, at));
    }

    /// <summary>Empties the window, once all rules were judged: the ones that come after this in the list still see it.</summary>
    public void EmptyWindow() => FinishWindow.Clear(ref Terminal, state.Pool);

    public void ForgetReversals() => state.Reversals.Remove(Number);

    /// <summary>The window as evidence: how many failed, and by cause, code and issuer.</summary>
    public void WriteWindow(Utf8JsonWriter json)
    {
        var failures = _window.Where(item => item.Failure).ToList();
        json.WriteNumber("finished", _window.Count);
        json.WriteNumber("failures", failures.Count);
        WriteCounts(json, "byCause", failures, item => item.Cause == ResponseCause.None ? "reversal" : item.Cause.ToString().ToLowerInvariant());
        WriteCounts(json, "byCode", failures, item => ResponseCode.Format(item.Code) ?? (item.Cause == ResponseCause.None ? "reversal" : "timeout"));
        WriteCounts(json, "byIssuer", failures, item => state.Names.Text(item.Issuer));
        json.WriteStartArray("transactions");
        foreach (var item in _window)
        {
            json.WriteStartObject();
            if (state.TxnOf(item.Transaction, Number) is { } txn)
                json.WriteString("txn", txn);
            json.WriteString("finishedAt", Words.Time(item.At));
            json.WriteBoolean("failure", item.Failure);
            json.WriteString("code", ResponseCode.Format(item.Code));
            if (item.ResponseMs >= 0)
                json.WriteNumber("responseMs", item.ResponseMs);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, IEnumerable<FinishWindow.Item> items, Func<FinishWindow.Item, string> key)
    {
        json.WriteStartObject(name);
        foreach (var group in items.GroupBy(key).OrderBy(group => group.Key, StringComparer.Ordinal))
            json.WriteNumber(group.Key, group.Count());
        json.WriteEndObject();
    }

    private AlertEffect Effect(AlertAction action, TerminalRule rule, long at)
    {
        var acquirer = state.Names.Text(Terminal.Acquirer);
        return new AlertEffect
        {
            Action = action,
            Rule = rule.Name,
            SubjectKind = SubjectKind.Terminal,
            SubjectId = TerminalKey.Of(acquirer, Id),
            At = at,
            Known = state.Known,
            Acquirer = acquirer,
            Merchant = BoundMerchant < 0 ? null : state.Names.Text(BoundMerchant),
            Terminal = Id,
        };
    }
}
