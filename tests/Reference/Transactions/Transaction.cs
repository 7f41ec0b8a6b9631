using System.Diagnostics.CodeAnalysis;

namespace PosMonitor.Reference;

/// <summary>A transaction: every event on record of it, which of its deadlines have fired, and what is concluded of that, anew after each change.</summary>
public sealed class Transaction
{
    private readonly Configuration _configuration;
    private readonly string? _boundMerchant;
    private readonly List<ContractEvent> _events = [];
    private readonly HashSet<DeadlineKind> _fired = [];
    private IReadOnlyList<Deadline> _deadlines = [];

    /// <param name="first">Its first event, in order of arrival.</param>
    /// <param name="configuration">The one in force then: it is judged by this one all its life.</param>
    /// <param name="boundMerchant">The merchant that its terminal was bound to then.</param>
    public Transaction(ContractEvent first, Configuration configuration, string? boundMerchant)
    {
        (_configuration, _boundMerchant) = (configuration, boundMerchant);
        (Acquirer, Terminal, Txn) = (first.Acquirer!, first.Terminal!, first.Txn!);
        _events.Add(first);
        Reconsider();
    }

    public string Acquirer { get; }
    public string Terminal { get; }
    public string Txn { get; }

    /// <summary>The subject id of alerts about it.</summary>
    public string Id => $"{Acquirer}/{Terminal}/{Txn}";

    /// <summary>Every event on record, in order of arrival.</summary>
    public IReadOnlyList<ContractEvent> Events => _events;
    public Facts Facts { get; private set; }
    public Conclusion Conclusion { get; private set; }

    /// <summary>Those of its acquirer, its terminal, and the merchant and issuer of its request.</summary>
    public ReferenceSettings Settings { get; private set; }

    /// <summary>That of its request; while there is none, the one that its terminal was bound to.</summary>
    public string? Merchant => Facts.Request?.Merchant ?? _boundMerchant;

    /// <summary>That of its request; null while there is none.</summary>
    public string? Issuer => Facts.Request?.Issuer;

    /// <summary>True once it is no longer held.</summary>
    public bool Closed { get; private set; }

    /// <summary>True once it has entered its terminal's window, or came too late to.</summary>
    public bool Finished { get; set; }

    /// <summary>True once its terminal has counted it as reversed.</summary>
    public bool ReversalCounted { get; set; }

    /// <summary>The earliest of its deadlines that has not fired; null once it is closed.</summary>
    public Deadline? Next { get; private set; }

    /// <summary>The time that windows of totals go by: the request's, or the first event's where there is none.</summary>
    public DateTimeOffset Time => Facts.Request?.Time ?? Facts.First;

    public bool IsFired(DeadlineKind kind) => _fired.Contains(kind);

    /// <summary>What the code of an answer means at its acquirer.</summary>
    public string ClassOf(ContractEvent answer) => Meaning(answer.Code!).Class;

    public void Take(ContractEvent e)
    {
        _events.Add(e);
        Reconsider();
    }

    public void Fire(Deadline deadline)
    {
        _fired.Add(deadline.Kind);
        Closed = deadline.Kind == DeadlineKind.Close;
        Reconsider();
    }

    private ResponseCode Meaning(string code) => _configuration.CodeOf(Acquirer, code);

    [MemberNotNull(nameof(Facts), nameof(Settings), nameof(Conclusion))]
    private void Reconsider()
    {
        Facts = new Facts(_events);
        Settings = _configuration.SettingsOf(Acquirer, Merchant, Issuer, Terminal);
        Conclusion = new Conclusion(Facts, _fired, Settings, Meaning);
        _deadlines = Deadlines.Of(Facts, Conclusion, Settings);
        Next = Closed ? null : _deadlines.Where(d => !_fired.Contains(d.Kind)).OrderBy(d => d.Time).ThenBy(d => d.Kind).First();
    }
}
