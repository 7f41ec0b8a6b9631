using System.Globalization;
using PosMonitor.Events;

namespace PosMonitor.Demo;

/// <summary>What becomes of a customer at a terminal, under the incidents of the moment: all events of a transaction.</summary>
internal sealed class DemoTransactions(DemoWorld world, IncidentPlan incidents, Random random, long run)
{
    private static readonly (string Code, double Share)[] Declines = [("51", .025), ("55", .015), ("54", .004), ("61", .004), ("14", .002), ("65", .002)];
    private static readonly (string Code, double Share)[] Faults = [("96", .0008), ("91", .0008), ("A0", .0003), ("12", .0003)];
    private static readonly NotificationChannel[] Channels = [NotificationChannel.Sms, NotificationChannel.Sms, NotificationChannel.App, NotificationChannel.Wechat];

    private long _count;

    /// <summary>The events, in no order.</summary>
    public IEnumerable<PosEvent> Next(DemoTerminal terminal, DateTimeOffset now)
    {
        var request = Request(terminal, now);
        var events = Course(terminal, request);
        if (!incidents.Is(IncidentKind.DuplicateCharges, terminal.MerchantKey) || request.Kind is not null || random.NextDouble() > .5)
            return events;
        // The slip did not print, so the cashier charges again.
        var second = request with { Txn = NewTxn(), Time = now + Seconds(8, 40) };
        return [.. events, .. Course(terminal, second)];
    }

    private PosEvent Request(DemoTerminal terminal, DateTimeOffset now)
    {
        var card = world.Cards[random.Next(world.Cards.Count)];
        return new PosEvent
        {
            Type = EventType.Request,
            Time = now,
            Acquirer = terminal.Acquirer,
            Terminal = terminal.Id,
            Merchant = terminal.Merchant,
            Txn = NewTxn(),
            Kind = random.Next(100) switch
            {
                < 95 => null,
                < 97 => TransactionKind.Refund,
                < 98 => TransactionKind.Preauth,
                < 99 => TransactionKind.Balance,
                _ => TransactionKind.Void,
            },
            Amount = (long)Math.Exp(7.5 + random.NextDouble() * 4),
            Currency = "CNY",
            Issuer = card.Issuer,
            Card = card.Pan,
        };
    }

    private List<PosEvent> Course(DemoTerminal terminal, PosEvent request)
    {
        var issuer = request.Issuer!;
        if (incidents.Is(IncidentKind.DyingTerminal, terminal.Key))
            return random.Next(3) switch { 0 => [request, Reversal(request, Seconds(15, 30), "68")], _ => [request, Response(request, Seconds(2, 8), "96")] };
        if (incidents.Is(IncidentKind.IssuerDown, issuer))
            return random.Next(10) switch { < 6 => [request, Response(request, Seconds(2, 8), "91")], < 8 => [request], _ => [request, Reversal(request, Seconds(61, 65), "98")] };
        if (incidents.Is(IncidentKind.BadLine, terminal.MerchantKey) && random.NextDouble() < .7)
            return [request, Response(request, Seconds(5, 25), "96")];
        if (incidents.Is(IncidentKind.OneSidedCharges, terminal.Acquirer) && random.NextDouble() < .04)
            return WithNotice(request, Response(request, Seconds(62, 75), "00"));
        var code = Code();
        // Now and then a line drops, and the terminal takes back what it does not know the answer of.
        if (random.NextDouble() < .0005)
            return [request, Reversal(request, Seconds(61, 63), "98")];
        return WithNotice(request, Response(request, TimeSpan.FromMilliseconds(Math.Min(20_000, LogNormal(6.2, .5))), code));
    }

    private List<PosEvent> WithNotice(PosEvent request, PosEvent response)
    {
        List<PosEvent> events = [request, response];
        var issuer = request.Issuer!;
        if (response.Code == "00" ? request.Kind is not (TransactionKind.Preauth or TransactionKind.Balance) : IsPhantom(issuer, response.Code!))
            events.AddRange(Notices(request, response.Time));
        return events;
    }

    private bool IsPhantom(string issuer, string code) =>
        incidents.Is(IncidentKind.PhantomNotices, issuer) && Declines.Any(decline => decline.Code == code);

    private PosEvent[] Notices(PosEvent request, DateTimeOffset responded)
    {
        var channel = Channels[random.Next(Channels.Length)];
        var notice = Notice(request, responded + TimeSpan.FromMilliseconds(Math.Min(25_000, LogNormal(8.3, .6))), channel);
        if (channel == NotificationChannel.Sms && incidents.Is(IncidentKind.BlockedSms, request.Issuer!))
        {
            var late = notice with { Time = responded + Seconds(35, 180) };
            var failed = notice with { Time = responded + Seconds(2, 10), Status = NotificationStatus.Failed };
            return random.Next(10) switch { < 3 => [late], < 5 => [failed], < 6 => [failed, late], < 9 => [], _ => [notice] };
        }
        if (incidents.Is(IncidentKind.WrongAmounts, request.Issuer!) && random.NextDouble() < .05)
            return [notice with { Amount = request.Amount * 10 }];
        return [notice];
    }

    private string Code()
    {
        var drawn = random.NextDouble();
        foreach (var (code, share) in Declines.Concat(Faults))
        {
            drawn -= share;
            if (drawn < 0)
                return code;
        }
        return "00";
    }

    private static PosEvent Response(PosEvent request, TimeSpan after, string code) => Follow(request, EventType.Response, after) with { Code = code };

    private static PosEvent Reversal(PosEvent request, TimeSpan after, string code) => Follow(request, EventType.Reversal, after) with { Code = code };

    private static PosEvent Notice(PosEvent request, DateTimeOffset time, NotificationChannel channel) =>
        Follow(request, EventType.Notification, time - request.Time) with { Channel = channel, Amount = request.Amount, Currency = request.Currency };

    private static PosEvent Follow(PosEvent request, EventType type, TimeSpan after) => new()
    {
        Type = type,
        Time = request.Time + after,
        Acquirer = request.Acquirer,
        Terminal = request.Terminal,
        Txn = request.Txn,
    };

    private string NewTxn() => string.Create(CultureInfo.InvariantCulture, $"demo-{run:x}-{++_count}");

    private TimeSpan Seconds(double least, double most) => TimeSpan.FromSeconds(least + (most - least) * random.NextDouble());

    // Of the normal distribution behind it: the middle of ln(milliseconds), and its width.
    private double LogNormal(double middle, double width) =>
        Math.Exp(middle + width * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
