using System.Globalization;
using PosMonitor.Events;

namespace PosMonitor.Tests.Shards;

/// <summary>
/// Short, crowded histories of a few terminals, made to meet every edge of the contract: equal times, times on the very deadline, repeats, events out of
/// order, watermarks in between, incidents of every rule, settings and registry that change on the way. A seed gives the same history always.
/// </summary>
internal sealed class RandomHistory(int seed)
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);
    private static readonly string[] Codes = ["00", "00", "00", "51", "91", "96", "ZZ"];
    private static readonly string[] Issuers = ["icbc", "ccb"];
    private static readonly string[] Acquirers = ["lakala", "lakala", "lakala", "lakala", "nobody"];

    // Around the deadlines of the contract: just before, on, and after them.
    private static readonly int[] Steps = [0, 1, 29_999, 30_000, 30_001, 59_999, 60_000, 60_001, 90_000, 120_000, 899_999, 900_000, 900_001, 1_800_000, 3_600_000, 4_500_000];

    private static readonly string[] Settings =
    [
        """{"notifySla":"00:00:10"}""", """{"notifySla":"00:02:00","notifyDeadline":"00:05:00"}""", """{"failingRun":2}""", """{"failingMin":3,"failingShare":0.4}""",
        """{"responseTimeout":"00:00:30"}""", """{"orphanAfter":"00:00:05"}""", """{"notifyMerchant":true}""", """{"notifyFloor":150}""",
        """{"holdFinished":"00:10:00"}""", """{"reversalWindow":"00:00:20","expectReversalResponse":true}""", """{"windowSize":5}""", """{"windowAge":"00:02:00"}""",
        """{"reversalsCount":2,"reversalsWithin":"00:03:00"}""", """{"silentAfter":"00:05:00"}""", """{"dormantAfter":"02:00:00"}""", """{"slowResponse":"00:00:02"}""",
        """{"requireSignin":true,"requireSettlement":true}""", """{"settleBy":"03:00:00"}""", """{"maxDistance":100}""", """{"holdFor":"00:00:10"}""", "{}",
    ];

    private const string Sensitive =
        """{"merchantMin":4,"issuerMin":6,"acquirerMin":12,"notificationMin":4,"expectReversalResponse":true,"requireSignin":true,"requireSettlement":true,"silentAfter":"00:10:00","slowResponse":"00:00:03","dormantAfter":"24:00:00"}""";

    private readonly Random _random = new(seed);
    private int _number;

    /// <summary>The steps in the order in which they arrive, watermarks among them, the last one far beyond all deadlines.</summary>
    public List<HistoryStep> Draw()
    {
        List<(long Order, HistoryStep Step)> steps = [];
        var moment = Start;
        var disorder = _random.Next(3);
        var changes = _random.Next(3) == 0;
        if (_random.Next(4) != 0)
            steps.Add((0, new HistoryStep(null, "settings/fleet", Sensitive)));
        for (var number = 0; number < 4 + _random.Next(20); number++)
        {
            moment = moment.AddMilliseconds(_random.Next(4) == 0 ? Step() : _random.Next(20_000));
            foreach (var e in Transaction(moment))
                Add(steps, e, disorder);
            if (_random.Next(3) == 0)
                Add(steps, Control(moment), disorder);
            if (_random.Next(12) == 0)
                Add(steps, Settlement(moment), disorder);
            if (_random.Next(14) == 0)
                Outage(steps, moment);
            if (_random.Next(30) == 0)
                moment = BusyFeed(steps, moment);
            if (changes && _random.Next(4) == 0)
                steps.Add((Ms(moment), Change()));
            if (_random.Next(6) == 0)
            {
                var time = moment.AddMilliseconds(Step() - 60_000);
                steps.Add((Ms(time), new HistoryStep(new PosEvent { Type = EventType.Watermark, Time = time })));
            }
        }
        var ordered = steps.OrderBy(e => e.Order).Select(e => e.Step).ToList();
        ordered.Add(new HistoryStep(new PosEvent { Type = EventType.Watermark, Time = moment.AddMinutes(_random.Next(200)) }));
        ordered.Add(new HistoryStep(new PosEvent { Type = EventType.Watermark, Time = moment.AddDays(20) }));
        return ordered;
    }

    private void Add(List<(long, HistoryStep)> steps, PosEvent e, int disorder)
    {
        steps.Add((Arrival(e, disorder), new HistoryStep(e)));
        if (_random.Next(6) == 0)
            steps.Add((Arrival(e, disorder) + _random.Next(3) * 40_000, new HistoryStep(e)));
    }

    private List<PosEvent> Transaction(DateTimeOffset at)
    {
        var id = new PosEvent
        {
            Type = EventType.Request,
            Time = at,
            Acquirer = Acquirers[_random.Next(Acquirers.Length)],
            Terminal = _random.Next(3) == 0 ? "T2" : "T1",
            Txn = "x" + (_number++).ToString(CultureInfo.InvariantCulture),
        };
        var amount = 100L * (1 + _random.Next(2));
        List<PosEvent> events = [];
        if (_random.Next(12) != 0)
        {
            events.Add(id with
            {
                Merchant = _random.Next(5) == 0 ? "M2" : "M1",
                Kind = (TransactionKind)(_random.Next(3) == 0 ? _random.Next(6) : 0),
                Amount = amount,
                Currency = "CNY",
                Issuer = Issuers[_random.Next(Issuers.Length)],
                Card = _random.Next(2) == 0 ? "622202*1234" : null,
                Lat = _random.Next(6) == 0 ? 31.23 + 0.001 * _random.Next(12) : null,
            });
            if (events[0].Lat is not null)
                events[0] = events[0] with { Lon = 121.47 };
        }
        var answered = at.AddMilliseconds(_random.Next(3) == 0 ? Step() : _random.Next(4_000));
        if (_random.Next(8) != 0)
            events.Add(id with { Type = EventType.Response, Time = answered, Code = Codes[_random.Next(Codes.Length)] });
        for (var told = _random.Next(4); told > 0; told--)
        {
            events.Add(id with
            {
                Type = EventType.Notification,
                Time = answered.AddMilliseconds(_random.Next(2) == 0 ? Step() : _random.Next(20_000)),
                Amount = _random.Next(8) == 0 ? amount + 1 : amount,
                Currency = _random.Next(16) == 0 ? "USD" : "CNY",
                Channel = (NotificationChannel)_random.Next(3),
                Recipient = _random.Next(6) == 0 ? NotificationRecipient.Merchant : NotificationRecipient.Cardholder,
                Status = _random.Next(5) == 0 ? NotificationStatus.Failed : NotificationStatus.Delivered,
            });
        }
        if (_random.Next(6) == 0)
        {
            var reversed = answered.AddMilliseconds(Step());
            events.Add(id with { Type = EventType.Reversal, Time = reversed, Code = _random.Next(2) == 0 ? "68" : null });
            for (var answers = _random.Next(3); answers > 0; answers--)
                events.Add(id with { Type = EventType.ReversalResponse, Time = reversed.AddMilliseconds(Step()), Code = Codes[_random.Next(Codes.Length)] });
        }
        return events;
    }

    // Twelve terminals of one merchant fail, or are not told of, within seconds.
    private void Outage(List<(long, HistoryStep)> steps, DateTimeOffset at)
    {
        var (issuers, code, told, each) = (1 + _random.Next(2), _random.Next(4) == 0 ? "00" : "91", _random.Next(3), 1 + _random.Next(3));
        for (var number = 0; number < 12 * each; number++)
        {
            var id = new PosEvent
            {
                Type = EventType.Request,
                Time = at.AddMilliseconds(_random.Next(12_000)),
                Acquirer = "lakala",
                Terminal = "P" + (number % 12).ToString(CultureInfo.InvariantCulture),
                Txn = "x" + (_number++).ToString(CultureInfo.InvariantCulture),
            };
            var answered = id.Time.AddMilliseconds(_random.Next(3_000));
            steps.Add((Ms(id.Time), new HistoryStep(id with { Merchant = "M" + (number % 3 + 1).ToString(CultureInfo.InvariantCulture), Amount = 100, Currency = "CNY", Issuer = Issuers[number % issuers] })));
            steps.Add((Ms(answered), new HistoryStep(id with { Type = EventType.Response, Time = answered, Code = _random.Next(6) == 0 ? "00" : code })));
            if (_random.Next(3) < told)
            {
                var time = answered.AddMilliseconds(_random.Next(3) == 0 ? Step() : 2_000);
                steps.Add((Ms(time), new HistoryStep(id with { Type = EventType.Notification, Time = time, Amount = 100, Currency = "CNY", Channel = NotificationChannel.Sms })));
            }
        }
    }

    // Five minutes of an event a second, so that the feed is missed when it stops.
    private DateTimeOffset BusyFeed(List<(long, HistoryStep)> steps, DateTimeOffset at)
    {
        for (var second = 0; second < 330; second++)
        {
            var time = at.AddSeconds(second);
            steps.Add((Ms(time), new HistoryStep(new PosEvent { Type = EventType.Heartbeat, Time = time, Acquirer = "lakala", Terminal = "H" + (second % 4).ToString(CultureInfo.InvariantCulture) })));
        }
        return at.AddSeconds(330 + _random.Next(3) * 40);
    }

    private PosEvent Control(DateTimeOffset at)
    {
        var away = _random.Next(4) == 0;
        return new PosEvent
        {
            Type = (EventType)((int)EventType.Signin + _random.Next(4)),
            Time = at,
            Acquirer = "lakala",
            Terminal = _random.Next(3) == 0 ? "T2" : "T1",
            Merchant = _random.Next(6) == 0 ? "M2" : null,
            Lat = away ? 31.23 + 0.001 * _random.Next(12) : null,
            Lon = away ? 121.47 : null,
        };
    }

    private PosEvent Settlement(DateTimeOffset at) => new()
    {
        Type = EventType.Settlement,
        Time = at,
        Acquirer = "lakala",
        Merchant = _random.Next(2) == 0 ? "M1" : "M2",
        Payer = new[] { "lakala", "clearer", "shadow" }[_random.Next(3)],
        Amount = 100 * (1 + _random.Next(3)),
        Currency = "CNY",
    };

    private HistoryStep Change()
    {
        switch (_random.Next(8))
        {
            case 0:
                return new HistoryStep(null, "registry/acquirers/lakala", new[]
                {
                    """{"licensed":true,"clearing":["clearer"]}""", """{"licensed":false}""", """{"codes":{"91":{"class":"declined","cause":"issuer"},"00":{"class":"approved"}}}""",
                    """{"timeZone":"Europe/Berlin"}""", null,
                }[_random.Next(5)]);
            case 1:
                return new HistoryStep(null, "registry/acquirers/nobody", _random.Next(2) == 0 ? """{"licensed":true}""" : null);
            case 2:
                return new HistoryStep(null, "registry/terminals/lakala/T" + (1 + _random.Next(2)).ToString(CultureInfo.InvariantCulture), new[]
                {
                    """{"merchant":"M1","lat":31.23,"lon":121.47}""", """{"merchant":"M2"}""", """{"lat":31.235,"lon":121.47}""", null,
                }[_random.Next(4)]);
            default:
                var scope = new[] { "fleet", "acquirer/lakala", "merchant/lakala/M1", "issuer/icbc", "terminal/lakala/T1" }[_random.Next(5)];
                return new HistoryStep(null, "settings/" + scope, _random.Next(6) == 0 ? null : Settings[_random.Next(Settings.Length)]);
        }
    }

    // 0: in order; 1: a few seconds of disorder; 2: minutes of it.
    private long Arrival(PosEvent e, int disorder) => Ms(e.Time) + disorder switch
    {
        0 => 0,
        1 => _random.Next(5_000),
        _ => _random.Next(10) == 0 ? _random.Next(1_000_000) : 0,
    };

    private int Step() => Steps[_random.Next(Steps.Length)];

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();
}
