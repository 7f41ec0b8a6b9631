using System.Buffers;
using System.Text;
using System.Text.Json;
using PosMonitor.Alerts;
using PosMonitor.Parties;
using PosMonitor.Settings;
using PosMonitor.Shards;
using PosMonitor.Transactions.Rules;

namespace PosMonitor.Transactions;

/// <summary>
/// One change of what is concluded of one transaction, laid before the rules, and the pen with which they write their alerts. Kept by the shard and
/// used again for every change.
/// </summary>
public sealed class TransactionCase(ShardState state, List<AlertEffect> effects)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    /// <summary>The number of the transaction in the shard.</summary>
    public int Number { get; private set; }
    public TransactionFacts Facts { get; } = new(state.Names);
    public Conclusion Before { get; set; }
    public Conclusion After { get; set; }

    /// <summary>The time of the event or deadline that made the change, UTC ticks.</summary>
    public long At { get; private set; }

    /// <summary>The deadline that fired; none where an event made the change.</summary>
    public Deadline Fired { get; private set; }

    /// <summary>By what it is judged.</summary>
    public Lifecycle Terms { get; set; } = null!;
    public DetectionOptions Settings => Terms.Settings;
    public ChargeBook Charges => state.Charges;

    public string TerminalId => state.Terminals.IdText(state.Transactions[Number].Terminal);
    public string Issuer => Facts.HasRequest ? state.Names.Text(Facts.Request.Issuer) : "unknown";

    /// <summary>The amount of the request; good where there is one.</summary>
    public string Money => Words.Money(Facts.Request.Amount, state.Names.Text(Facts.Request.Currency));

    public void Begin(int number, long at, Deadline fired) => (Number, At, Fired) = (number, at, fired);

    public bool IsOpen(TransactionRule rule) => IsOpenOf(rule, Number);

    public bool WasOpen(TransactionRule rule) => (state.Transactions[Number].Ever & rule.Bit) != 0;

    public bool IsOpenOf(TransactionRule rule, int number) => (state.Transactions[number].Open & rule.Bit) != 0;

    public string TxnOf(int number) => FactBlock.TxnText(state.Pool[state.Transactions[number].Facts]);

    public void Open(TransactionRule rule, long at, AlertSeverity severity, string en, string zh) =>
        OpenOf(rule, Number, at, severity, en, zh, null);

    public void OpenOf(TransactionRule rule, int number, long at, AlertSeverity severity, string en, string zh, Action<Utf8JsonWriter>? more)
    {
        ref var transaction = ref state.Change(number);
        transaction.Open |= rule.Bit;
        transaction.Ever |= rule.Bit;
        effects.Add(Effect(AlertAction.Open, rule, number, at) with
        {
            Severity = severity,
            TitleEn = en,
            TitleZh = zh,
            Evidence = Evidence(number, more),
        });
    }

    public void Note(TransactionRule rule, long at, AlertSeverity severity, string en, string zh)
    {
        state.Transactions[Number].Ever |= rule.Bit;
        effects.Add(Effect(AlertAction.Note, rule, Number, at) with
        {
            Severity = severity,
            TitleEn = en,
            TitleZh = zh,
            Evidence = Evidence(Number, evidence => evidence.WriteNumber("delayMs", Words.Milliseconds(After.DelayTicks))),
        });
    }

    public void Escalate(TransactionRule rule, long at, AlertSeverity severity) =>
        effects.Add(Effect(AlertAction.Escalate, rule, Number, at) with { Severity = severity });

    public void Resolve(TransactionRule rule, long at, Action<Utf8JsonWriter>? evidence = null)
    {
        state.Transactions[Number].Open &= (byte)~rule.Bit;
        effects.Add(Effect(AlertAction.Resolve, rule, Number, at) with { Evidence = evidence is null ? null : Json(evidence) });
    }

    public void ResolveOf(TransactionRule rule, int number, long at)
    {
        state.Change(number).Open &= (byte)~rule.Bit;
        effects.Add(Effect(AlertAction.Resolve, rule, number, at));
    }

    /// <summary>Resolves the alert of a transaction that is no longer held.</summary>
    public void ResolveClosed(TransactionRule rule, string subject, long at) => effects.Add(new AlertEffect
    {
        Action = AlertAction.Resolve,
        Rule = rule.Name,
        SubjectKind = SubjectKind.Transaction,
        SubjectId = subject,
        At = at,
        Known = state.Known,
    });

    private AlertEffect Effect(AlertAction action, TransactionRule rule, int number, long at)
    {
        var terminal = state.Transactions[number].Terminal;
        var (acquirer, id, txn) = (state.Names.Text(state.Terminals.AcquirerOf(terminal)), state.Terminals.IdText(terminal), TxnOf(number));
        var facts = FactsOf(number);
        return new AlertEffect
        {
            Action = action,
            Rule = rule.Name,
            SubjectKind = SubjectKind.Transaction,
            SubjectId = $"{acquirer}/{id}/{txn}",
            At = at,
            Known = state.Known,
            Acquirer = acquirer,
            Merchant = facts.HasRequest ? state.Names.Text(facts.Request.Merchant) : null,
            Terminal = id,
            Txn = txn,
            Issuer = facts.HasRequest ? state.Names.Text(facts.Request.Issuer) : null,
        };
    }

    private string Evidence(int number, Action<Utf8JsonWriter>? more) => Json(evidence =>
    {
        TransactionEvidence.Write(evidence, FactsOf(number), state.Names);
        more?.Invoke(evidence);
    });

    private TransactionFacts FactsOf(int number)
    {
        if (number == Number)
            return Facts;
        var facts = new TransactionFacts(state.Names);
        ref var other = ref state.Transactions[number];
        facts.Read(state.Pool[other.Facts][..other.FactsLength]);
        return facts;
    }

    private string Json(Action<Utf8JsonWriter> write)
    {
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(_buffer.WrittenSpan);
    }
}
