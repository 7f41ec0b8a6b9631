using PosMonitor.Reference;

namespace PosMonitor.EndToEnd.Traffic;

/// <summary>What happens besides on a day with <see cref="TrafficPlan.Everything"/>: what the rules beyond transactions are for, and the configuration that they need.</summary>
internal sealed class FurtherIncidents
{
    /// <summary>The acquirer whose network fails in the evening.</summary>
    public const string FailingAcquirer = "suixingfu";
    private const string Unlicensed = "shadowpay";
    private readonly TrafficPlan _plan;
    private readonly Fleet _fleet;
    private readonly Dice _dice;
    private readonly List<ContractEvent> _events = [];
    private readonly List<(string Path, string? Json)> _configuration = [];

    public FurtherIncidents(TrafficPlan plan, Fleet fleet)
    {
        // Its own dice: without it, the day is the one that it always was.
        (_plan, _fleet, _dice) = (plan, fleet, new Dice(plan.Seed + 1));
        Configure();
        PositionsAndMerchants();
        SlowTerminal();
        SteadyFeed();
        UnlicensedAcquirer();
        Settlements();
    }

    /// <summary>Events in no particular order.</summary>
    public IReadOnlyList<ContractEvent> Events => _events;

    /// <summary>What is put before the first event: paths after <c>/v1/</c> and bodies.</summary>
    public IReadOnlyList<(string Path, string? Json)> Configuration => _configuration;

    /// <summary>What is changed at noon; null deletes.</summary>
    public IReadOnlyList<(string Path, string? Json)> ConfigurationAtNoon =>
    [
        ("settings/fleet", """{"dormantAfter":"05:00:00","notifySla":"00:00:25"}"""),
        ("settings/acquirer/yinsheng", null),
        ("settings/issuer/cmb", """{"issuerMin":20,"holdFor":"00:01:00"}"""),
        ("registry/acquirers/qianbao", """{"licensed":false}"""),
        ($"registry/acquirers/{Unlicensed}", """{"licensed":true}"""),
    ];

    private void Configure()
    {
        _configuration.AddRange(
        [
            ("settings/fleet", """{"dormantAfter":"08:00:00"}"""),
            ("settings/acquirer/lakala", """{"requireSignin":true,"requireSettlement":true,"silentAfter":"00:45:00"}"""),
            ("settings/acquirer/shengpay", """{"expectReversalResponse":true,"reversalWindow":"00:00:30"}"""),
            ("settings/acquirer/yinsheng", """{"notifyMerchant":true,"notifyFloor":100,"requireSignin":true}"""),
            ($"settings/acquirer/{FailingAcquirer}", """{"acquirerMin":30}"""),
            ("settings/issuer/abc", """{"notificationMin":20,"notifySla":"00:00:20"}"""),
            ($"settings/merchant/{_fleet.Terminals[0].Item.Acquirer}/{_fleet.UnluckyMerchant}", """{"merchantMin":10,"responseTimeout":"00:00:45"}"""),
            ($"settings/terminal/{_fleet.Dying[0].Acquirer}/{_fleet.Dying[0].Id}", """{"failingRun":2}"""),
            ("registry/acquirers/leshua", """{"licensed":true,"clearing":["ucc","netsunion"],"codes":{"51":{"class":"failed","cause":"issuer"},"25":{"class":"approved"}}}"""),
            ("registry/acquirers/jialian", """{"licensed":"unverified","timeZone":"Asia/Tokyo"}"""),
            ("settings/acquirer/jialian", """{"requireSettlement":true,"settleBy":"04:30:00"}"""),
        ]);
    }

    /// <summary>Some terminals are registered; some of these are carried away, and some name another merchant for a while.</summary>
    private void PositionsAndMerchants()
    {
        for (var i = 0; i < _fleet.Terminals.Count; i += 7)
        {
            var terminal = _fleet.Terminals[i].Item;
            var registered = i % 2 == 0;
            if (registered)
                _configuration.Add(($"registry/terminals/{terminal.Acquirer}/{terminal.Id}", $$"""{"merchant":"{{terminal.Merchant}}","lat":31.25,"lon":121.5}"""));
            for (var at = _dice.Span(0, 3600); at < TimeSpan.FromHours(24); at += _dice.Span(3600, 20_000))
            {
                var isPlaced = _dice.Chance(0.8);
                _events.Add(Heartbeat(terminal, _plan.Start + at) with
                {
                    Merchant = _dice.Chance(0.7) ? terminal.Merchant : _dice.Chance(0.3) ? "another" : null,
                    Lat = isPlaced ? 31.25 + _dice.Below(8) / 1000.0 : null,
                    Lon = isPlaced ? 121.5 : null,
                });
            }
        }
    }

    /// <summary>One waits long for every answer in the evening, and then no more.</summary>
    private void SlowTerminal()
    {
        var terminal = _fleet.Terminals[^2].Item;
        for (var i = 0; i < 30; i++)
        {
            var at = _plan.Evening.AddMinutes(60 + i);
            _events.Add(new ContractEvent
            {
                Type = "request",
                Time = at,
                Acquirer = terminal.Acquirer,
                Terminal = terminal.Id,
                Txn = $"slow{i}",
                Merchant = terminal.Merchant,
                Kind = "balance",
                Amount = 0,
                Currency = "CNY",
                Issuer = "boc",
            });
            _events.Add(new ContractEvent
            {
                Type = "response",
                Time = at + (i < 10 ? _dice.Span(9, 25) : _dice.Span(0.2, 3)),
                Acquirer = terminal.Acquirer,
                Terminal = terminal.Id,
                Txn = $"slow{i}",
                Code = "00",
            });
        }
    }

    /// <summary>One acquirer sends much for some minutes, then nothing, then a little, and the same again.</summary>
    private void SteadyFeed()
    {
        foreach (var from in new[] { _plan.Start.AddHours(4), _plan.Start.AddHours(5) })
        {
            var terminal = new FleetTerminal("steadypay", "feed", "feeds");
            for (var at = from; at < from.AddMinutes(7); at += _dice.Span(0.2, 0.9))
                _events.Add(Heartbeat(terminal, at));
            _events.Add(Heartbeat(terminal, from.AddMinutes(7) + _dice.Span(70, 200)));
        }
        _configuration.Add(("registry/acquirers/steadypay", """{"licensed":true}"""));
    }

    private void UnlicensedAcquirer()
    {
        var terminal = new FleetTerminal(Unlicensed, "1", "somebody");
        for (var at = _plan.Start.AddHours(10) + _dice.Span(0, 600); at < _plan.Start.AddHours(20); at += _dice.Span(600, 6000))
            _events.Add(Heartbeat(terminal, at));
    }

    /// <summary>Every merchant is paid out in the evening, most by those that may.</summary>
    private void Settlements()
    {
        foreach (var terminal in _fleet.Terminals.Select(t => t.Item).DistinctBy(t => (t.Acquirer, t.Merchant)))
        {
            for (var i = 0; i < 2; i++)
            {
                _events.Add(new ContractEvent
                {
                    Type = "settlement",
                    Time = _plan.Start.AddHours(22) + _dice.Span(0, 3600),
                    Acquirer = terminal.Acquirer,
                    Merchant = terminal.Merchant,
                    Amount = _dice.Below(1_000_000),
                    Currency = "CNY",
                    Payer = _dice.Chance(0.9) ? terminal.Acquirer : "ucc",
                });
            }
        }
    }

    private static ContractEvent Heartbeat(FleetTerminal terminal, DateTimeOffset at) =>
        new() { Type = "heartbeat", Time = at, Acquirer = terminal.Acquirer, Terminal = terminal.Id };
}
