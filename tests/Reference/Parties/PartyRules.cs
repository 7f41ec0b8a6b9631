namespace PosMonitor.Reference;

/// <summary>The rules of the third table of contract §4: what counts for them, and when they are judged.</summary>
public sealed class PartyRules
{
    private readonly MerchantFailing _merchantFailing;
    private readonly IssuerDegraded _issuerDegraded;
    private readonly AcquirerDegraded _acquirerDegraded;
    private readonly NotificationDegraded _notificationDegraded;
    private readonly AcquirerUnlicensed _acquirerUnlicensed;
    private readonly AcquirerEvents _events = new();
    private readonly SecondClearing _secondClearing;
    private readonly IReadOnlyList<SlotRule> _slotRules;
    private DateTimeOffset? _judgedThrough;

    public PartyRules(AlertBook book, ConfigurationInForce configuration)
    {
        _merchantFailing = new MerchantFailing(book, configuration);
        _issuerDegraded = new IssuerDegraded(book, configuration);
        _acquirerDegraded = new AcquirerDegraded(book, configuration);
        _notificationDegraded = new NotificationDegraded(book, configuration);
        _acquirerUnlicensed = new AcquirerUnlicensed(book, configuration);
        _secondClearing = new SecondClearing(book, configuration);
        _slotRules =
        [
            _merchantFailing,
            _issuerDegraded,
            _acquirerDegraded,
            _notificationDegraded,
            new AcquirerSilent(book, configuration, _events),
            _acquirerUnlicensed,
        ];
    }

    /// <summary>An event with an effect.</summary>
    public void Seen(ContractEvent e)
    {
        _events.Count(e.Acquirer!, e.Time);
        _acquirerUnlicensed.Count(e.Acquirer!, e.Time);
    }

    /// <summary>A settlement that did not come before.</summary>
    public void Settled(ContractEvent settlement) => _secondClearing.Settled(settlement);

    /// <summary>"Finished and failure are counted as they entered the terminals' windows, at their finish time."</summary>
    public void Finished(Finish finish, Transaction transaction)
    {
        var entry = new SlotEntry(finish.Time, finish.Failure, $"{transaction.Acquirer}/{transaction.Terminal}", finish.Issuer);
        _merchantFailing.Count($"{transaction.Acquirer}/{transaction.Merchant}", entry);
        _issuerDegraded.Count(finish.Issuer, entry);
        _acquirerDegraded.Count(transaction.Acquirer, entry);
    }

    /// <summary>What is known of a transaction has changed.</summary>
    public void Changed(Transaction transaction) => _notificationDegraded.Changed(transaction);

    /// <summary>The registry or a setting has changed.</summary>
    public void Reconfigured(DateTimeOffset? clock) => _acquirerUnlicensed.Reconsider(clock);

    /// <summary>Judges every slot that ended by <paramref name="clock"/> and was not judged before, the oldest first.</summary>
    public void JudgeThrough(DateTimeOffset clock)
    {
        var last = Slots.StartOf(clock);
        var begin = _judgedThrough ?? _slotRules.Min(rule => rule.FirstSlot);
        var quietFrom = _slotRules.Max(rule => rule.LastEnd);
        for (var end = begin; end < last && (end == begin || end < quietFrom);)
        {
            end += Slots.Length;
            foreach (var rule in _slotRules)
                rule.Judge(end);
        }
        if (_judgedThrough is null || last > _judgedThrough)
            _judgedThrough = last;
    }
}
