namespace PosMonitor.Reference;

/// <summary>
/// The whole of contract §2 (<c>stream</c> clock), §3, §4 and the totals of §5, in the plainest way that could be thought of: give it events and
/// changes of configuration in the order in which they arrive, and ask. It shares no code with the product.
/// </summary>
public sealed class ReferenceMonitor
{
    private readonly ConfigurationInForce _configuration;
    private readonly AlertBook _alerts;
    private readonly PartyRules _partyRules;
    private readonly RootCause _rootCause;
    private readonly Dictionary<string, Terminal> _terminals = [];
    private readonly HashSet<ContractEvent> _settlements = [];

    /// <param name="settings">What it starts with; the defaults of the contract unless told otherwise.</param>
    /// <param name="rules">Those whose alerts are shown, as alerts and in the status of terminals; <see cref="Rules.All"/> unless told otherwise.</param>
    public ReferenceMonitor(ReferenceSettings? settings = null, IReadOnlySet<string>? rules = null)
    {
        _configuration = new ConfigurationInForce(new Configuration(settings ?? new ReferenceSettings()));
        _alerts = new AlertBook(rules ?? Rules.All);
        _partyRules = new PartyRules(_alerts, _configuration);
        _rootCause = new RootCause(_alerts, _configuration);
    }

    /// <summary>The last watermark, or null.</summary>
    public DateTimeOffset? Clock { get; private set; }

    public IReadOnlyList<Alert> Alerts => _alerts.Shown;
    public IReadOnlyCollection<Terminal> Terminals => _terminals.Values;
    public IEnumerable<Transaction> Transactions => _terminals.Values.SelectMany(t => t.Transactions);
    public long AfterClose => _terminals.Values.Sum(t => t.AfterClose);

    public void Take(IEnumerable<ContractEvent> events)
    {
        foreach (var e in events)
            Take(e);
    }

    public void Take(ContractEvent e)
    {
        if (e.Type == "watermark")
            Watermark(e.Time);
        else if (e.Type == "settlement")
            Settlement(e);
        else if (TerminalOf(e).Take(e))
            _partyRules.Seen(e);
    }

    /// <summary>Changes the settings of a scope, from this place of the stream on.</summary>
    /// <param name="scope"><c>fleet</c>, <c>acquirer/a</c>, <c>merchant/a/m</c>, <c>issuer/i</c> or <c>terminal/a/t</c>.</param>
    /// <param name="overrides">What it changes in the settings of the scopes further away, in place of what it changed before; null for nothing.</param>
    public void Configure(string scope, Func<ReferenceSettings, ReferenceSettings>? overrides) =>
        Reconfigure(_configuration.Now.WithScope(scope, overrides));

    /// <summary>Changes what the registry holds of an acquirer, from this place of the stream on; null for nothing.</summary>
    public void ConfigureAcquirer(string acquirer, AcquirerEntry? entry) => Reconfigure(_configuration.Now.WithAcquirer(acquirer, entry));

    /// <summary>Changes what the registry holds of a terminal, from this place of the stream on; null for nothing.</summary>
    public void ConfigureTerminal(string acquirer, string terminal, TerminalEntry? entry) =>
        Reconfigure(_configuration.Now.WithTerminal(acquirer, terminal, entry));

    /// <summary>Changes the configuration as the contract's own requests do.</summary>
    /// <param name="path">What follows <c>/v1/</c>: <c>settings/{scope}/{id}</c>, <c>registry/acquirers/{a}</c> or <c>registry/terminals/{a}/{t}</c>.</param>
    /// <param name="json">The body of a <c>PUT</c>; null for a <c>DELETE</c>.</param>
    public void Put(string path, string? json)
    {
        var parts = path.Split('/');
        if (parts is ["settings", .. var scope])
            Configure(string.Join('/', scope), json is null ? null : SettingsDocument.Read(json));
        else if (parts is ["registry", "acquirers", var a])
            ConfigureAcquirer(a, json is null ? null : AcquirerEntry.Read(json));
        else if (parts is ["registry", "terminals", var acquirer, var terminal])
            ConfigureTerminal(acquirer, terminal, json is null ? null : TerminalEntry.Read(json));
        else
            throw new ArgumentException($"{path} configures nothing.", nameof(path));
    }

    public Terminal Terminal(string acquirer, string id) => _terminals[$"{acquirer}/{id}"];

    /// <summary><c>openAlerts</c> of a terminal: of it and of its transactions.</summary>
    public int OpenAlerts(string terminalId) => Alerts.Count(a => a.TerminalId == terminalId && a.ResolvedAt is null);

    public SubjectTotals Fleet() => new(Transactions, Clock);

    /// <summary>Totals by acquirer: of everyone of whom an event came, also where it was no transaction.</summary>
    public IReadOnlyDictionary<string, SubjectTotals> Acquirers() => _terminals.Values.Select(t => t.Acquirer)
        .Concat(_settlements.Select(s => s.Acquirer!)).Distinct()
        .ToDictionary(a => a, a => new SubjectTotals(Transactions.Where(t => t.Acquirer == a), Clock));

    /// <summary>Totals by <c>acquirer/merchant</c>: "on the merchant and issuer of its request".</summary>
    public IReadOnlyDictionary<string, SubjectTotals> Merchants() =>
        By(t => t.Facts.Request is not null, t => $"{t.Acquirer}/{t.Facts.Request!.Merchant}");

    /// <summary>Totals by issuer.</summary>
    public IReadOnlyDictionary<string, SubjectTotals> Issuers() => By(t => t.Facts.Request is not null, t => t.Facts.Request!.Issuer!);

    private Dictionary<string, SubjectTotals> By(Func<Transaction, bool> counts, Func<Transaction, string> subject) =>
        Transactions.Where(counts).GroupBy(subject).ToDictionary(g => g.Key, g => new SubjectTotals(g, Clock));

    private void Reconfigure(Configuration configuration)
    {
        _configuration.Now = configuration;
        _partyRules.Reconfigured(Clock);
    }

    /// <summary>"A watermark never takes time back: an earlier one than the last changes nothing."</summary>
    private void Watermark(DateTimeOffset t)
    {
        if (t < Clock)
            return;
        Clock = t;
        foreach (var terminal in _terminals.Values)
            terminal.Watermark(t);
        _partyRules.JudgeThrough(t);
        _rootCause.WorkOutThrough(t);
    }

    /// <summary>It is of no terminal. "An event sent twice is accepted and changes nothing the second time."</summary>
    private void Settlement(ContractEvent settlement)
    {
        if (!_settlements.Add(settlement))
            return;
        _partyRules.Seen(settlement);
        _partyRules.Settled(settlement);
    }

    private Terminal TerminalOf(ContractEvent e)
    {
        if (!_terminals.TryGetValue(e.TerminalId, out var terminal))
            _terminals.Add(e.TerminalId, terminal = new Terminal(e.Acquirer!, e.Terminal!, _configuration, _alerts, _partyRules));
        return terminal;
    }
}
