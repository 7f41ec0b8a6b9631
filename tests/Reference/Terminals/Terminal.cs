namespace PosMonitor.Reference;

/// <summary>A terminal and its transactions: fires deadlines, takes events, and has every rule judged (contract §2, §3, §4).</summary>
public sealed class Terminal
{
    private readonly ConfigurationInForce _configuration;
    private readonly AlertBook _alerts;
    private readonly PartyRules _parties;
    private readonly Dictionary<string, Transaction> _transactions = [];
    private readonly List<Transaction> _held = [];
    private readonly HashSet<ContractEvent> _seen = [];
    private readonly Dictionary<string, DateTimeOffset> _lastControl = [];
    private readonly FinishWindow _window = new();
    private readonly IReadOnlyList<TransactionRule> _transactionRules;
    private readonly TerminalFailing _failing;
    private readonly TerminalDormant _dormant;
    private readonly TerminalSlow _slow;
    private readonly TerminalReversals _reversals;
    private readonly TerminalSilent _silent;
    private readonly TerminalRebound _rebound;
    private readonly TerminalMoved _moved;
    private readonly ProcedureNoSignin _noSignin;
    private readonly ProcedureUnsettled _unsettled;
    private readonly IReadOnlyList<TerminalDeadlineRule> _deadlineRules;
    private string? _firstMerchant;

    public Terminal(string acquirer, string id, ConfigurationInForce configuration, AlertBook alerts, PartyRules parties)
    {
        (Acquirer, Id, _configuration, _alerts, _parties) = (acquirer, id, configuration, alerts, parties);
        _transactionRules =
        [
            new NotificationOverdue(alerts),
            new NotificationLate(alerts),
            new NotificationMismatch(alerts),
            new NotificationUnexpected(alerts),
            new NotificationFailed(alerts),
            new OneSided(alerts),
            new ReversalUnconfirmed(alerts),
            new DuplicateCharge(alerts, _transactions.Values),
        ];
        _failing = new TerminalFailing(alerts, this);
        _dormant = new TerminalDormant(alerts, this);
        _slow = new TerminalSlow(alerts, this);
        _reversals = new TerminalReversals(alerts, this);
        _silent = new TerminalSilent(alerts, this);
        _rebound = new TerminalRebound(alerts, this);
        _moved = new TerminalMoved(alerts, this);
        _noSignin = new ProcedureNoSignin(alerts, this);
        _unsettled = new ProcedureUnsettled(alerts, this);
        _deadlineRules = [_dormant, _reversals, _silent, _unsettled];
    }

    public string Acquirer { get; }
    public string Id { get; }

    /// <summary>The subject id of alerts about it.</summary>
    public string SubjectId => $"{Acquirer}/{Id}";

    /// <summary>The merchant that it is bound to: "the registered one, else its first".</summary>
    public string? Merchant => Registered?.Merchant ?? _firstMerchant;

    /// <summary>What the registry holds of it now.</summary>
    public TerminalEntry? Registered => _configuration.Now.Terminal(Acquirer, Id);

    /// <summary>Those in force now for its own rules.</summary>
    public ReferenceSettings Settings => _configuration.Now.SettingsOf(Acquirer, Merchant, terminal: Id);

    /// <summary>The business days of its acquirer.</summary>
    public BusinessDays Days => _configuration.Now.DaysOf(Acquirer);

    /// <summary>What is in its window, in order of finish time.</summary>
    public IReadOnlyList<Finish> Window => _window.Finishes;

    /// <summary>The latest time of an event that changed something.</summary>
    public DateTimeOffset? LastEventAt { get; private set; }

    /// <summary>Events for transactions that were no longer held.</summary>
    public long AfterClose { get; private set; }

    public IReadOnlyCollection<Transaction> Transactions => _transactions.Values;

    /// <summary>"On duty (from its signin or first heartbeat to its signout)".</summary>
    public bool IsOnDuty
    {
        get
        {
            var on = Latest(LastControl("signin"), LastControl("heartbeat"));
            return on is not null && !(LastControl("signout") >= on);
        }
    }

    /// <summary>The time of the latest control event of a type; null where there was none.</summary>
    public DateTimeOffset? LastControl(string type) => _lastControl.TryGetValue(type, out var last) ? last : null;

    /// <summary>"The first that holds of failing, slow, silent, off-duty after a signout, active with an event in the last 15 min, idle".</summary>
    public string StatusAt(DateTimeOffset? clock) =>
        _alerts.Shows(_failing.Open) ? "failing"
        : _alerts.Shows(_slow.Open) ? "slow"
        : _alerts.Shows(_silent.Open) ? "silent"
        : LastControl("signout") is not null && !IsOnDuty ? "off-duty"
        : LastEventAt > clock - TimeSpan.FromMinutes(15) ? "active"
        : "idle";

    /// <returns>False where the event changes nothing, not even what its acquirer is known to have sent.</returns>
    public bool Take(ContractEvent e)
    {
        // "An event sent twice is accepted and changes nothing the second time": it does not even fire deadlines.
        if (!_seen.Add(e) || (!e.IsOfTransaction && !IsNewControl(e)))
            return false;

        // "An event at time t for a terminal first fires that terminal's deadlines < t", which may close its own transaction; but "an event for one
        // that is no longer held … is counted in afterClose, and changes nothing else".
        if (!IsClosed(e))
            FireWhile(deadline => deadline < e.Time);
        if (IsClosed(e))
        {
            AfterClose++;
            return true;
        }
        _firstMerchant ??= e.Merchant;
        if (LastEventAt is null || e.Time > LastEventAt)
            LastEventAt = e.Time;
        _dormant.Seen(e.Time);
        _silent.Seen(e);
        _rebound.Seen(e);
        _moved.Seen(e);
        if (e.IsOfTransaction)
            TakeOfTransaction(e);
        else
            TakeControl(e);
        return true;
    }

    /// <summary>"A watermark event at time t fires every deadline &lt;= t."</summary>
    public void Watermark(DateTimeOffset t) => FireWhile(deadline => deadline <= t);

    /// <summary>A control event that is not newer than the last one of its type tells nothing new.</summary>
    private bool IsNewControl(ContractEvent e) => !(e.Time <= LastControl(e.Type));

    private bool IsClosed(ContractEvent e) => e.IsOfTransaction && _transactions.TryGetValue(e.Txn!, out var known) && known.Closed;

    private void TakeControl(ContractEvent e)
    {
        _lastControl[e.Type] = e.Time;
        if (e.Type == "signin")
            _noSignin.SignedIn(e.Time);
        else if (e.Type == "batch-settled")
            _unsettled.Settled(e.Time);
    }

    private void TakeOfTransaction(ContractEvent e)
    {
        if (e.Type == "request")
            _noSignin.Requested(e.Time);
        Conclusion? before = null;
        if (_transactions.TryGetValue(e.Txn!, out var transaction))
        {
            before = transaction.Conclusion;
            transaction.Take(e);
        }
        else
        {
            transaction = new Transaction(e, _configuration.Now, Merchant);
            _transactions.Add(e.Txn!, transaction);
            _held.Add(transaction);
        }
        Changed(new TransactionChange(transaction, before, e.Time));
    }

    /// <summary>Fires what is due, one deadline at a time in order of time: what one sets may be due as well.</summary>
    private void FireWhile(Func<DateTimeOffset, bool> isDue)
    {
        while (true)
        {
            var transaction = _held.MinBy(t => t.Next!.Value.Time);
            var ofTransaction = transaction?.Next!.Value.Time ?? DateTimeOffset.MaxValue;
            var rule = _deadlineRules.Where(r => r.Deadline is not null).MinBy(r => r.Deadline);
            var ofTerminal = rule?.Deadline ?? DateTimeOffset.MaxValue;
            if (rule is not null && ofTerminal <= ofTransaction && isDue(ofTerminal))
                rule.Fire();
            else if (transaction is not null && isDue(ofTransaction))
                Fire(transaction, transaction.Next!.Value);
            else
                return;
        }
    }

    private void Fire(Transaction transaction, Deadline deadline)
    {
        var before = transaction.Conclusion;
        transaction.Fire(deadline);
        if (transaction.Closed)
            _held.Remove(transaction);
        else
            Changed(new TransactionChange(transaction, before, deadline.Time));
    }

    private void Changed(TransactionChange change)
    {
        foreach (var rule in _transactionRules)
            rule.Judge(change);
        _parties.Changed(change.Transaction);

        var transaction = change.Transaction;
        if (change.Now.Outcome == Outcome.Approved && change.Before?.Outcome != Outcome.Approved)
            Approved(transaction.Facts.Request!, transaction.Facts.Response!);
        if (transaction.Facts.Reversal is { } reversal && !transaction.ReversalCounted)
        {
            transaction.ReversalCounted = true;
            _reversals.Count(reversal.Time);
        }
        if (!transaction.Finished && Finish.Of(transaction) is { } finish)
        {
            transaction.Finished = true;
            Finished(transaction, finish);
        }
    }

    private void Approved(ContractEvent request, ContractEvent response)
    {
        _dormant.Approved(response.Time);
        if (request.Kind == "purchase")
            _unsettled.Purchased(response.Time);
    }

    /// <summary>"A transaction enters the terminal's window once, when it finishes, and stays as it entered."</summary>
    private void Finished(Transaction transaction, Finish finish)
    {
        _parties.Finished(finish, transaction);
        if (!_window.Enter(finish, Settings))
            return;
        var recovered = _failing.Judge(_window.Finishes, finish);
        _slow.Judge(_window.Finishes, finish);
        if (recovered)
            _window.Empty();
    }

    private static DateTimeOffset? Latest(DateTimeOffset? a, DateTimeOffset? b) => b is null || a > b ? a : b;
}
