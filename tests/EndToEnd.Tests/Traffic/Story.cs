using PosMonitor.Reference;

namespace PosMonitor.EndToEnd.Traffic;

/// <summary>One transaction from its request to the last that is heard of it, with everything that may go wrong.</summary>
internal sealed class Story(FleetTerminal terminal, string txn, Incidents incidents, Dice dice)
{
    private static readonly (string Item, double Weight)[] Kinds =
        [("purchase", 86), ("void", 3), ("refund", 3), ("preauth", 3), ("preauth-complete", 3), ("balance", 2)];

    private static readonly (string Item, double Weight)[] Channels =
        [("sms", 40), ("app", 25), ("wechat", 25), ("push", 5), ("email", 2), ("voice", 2), ("other", 1)];

    private readonly List<ContractEvent> _events = [];
    private ContractEvent _request = null!;

    /// <summary>In no particular order.</summary>
    public IReadOnlyList<ContractEvent> Events => _events;

    public ContractEvent Request => _request;

    /// <summary>True where all but the request comes at once in the end, the newest first.</summary>
    public bool ComesAtOnce { get; private set; } = dice.Chance(0.003);

    public Story Tell(DateTimeOffset at)
    {
        Ask(Event("request", at) with
        {
            Merchant = terminal.Merchant,
            Kind = dice.Weighted(Kinds),
            Amount = dice.Chance(0.01) ? 0 : dice.Below(200_000),
            Currency = dice.Chance(0.02) ? "USD" : "CNY",
            Issuer = dice.Weighted(Fleet.Issuers),
            Card = dice.Chance(0.9) ? $"622{dice.Below(1000):D3}*{dice.Below(10_000):D4}" : null,
        });
        return this;
    }

    /// <summary>The same charge once more, as a terminal does whose operator pressed twice.</summary>
    public Story TellAgain(ContractEvent first, DateTimeOffset at)
    {
        Ask(first with { Txn = txn, Time = at });
        return this;
    }

    private void Ask(ContractEvent request)
    {
        _request = request;

        // Of some the request is lost, and all the rest are orphans.
        if (!dice.Chance(0.004))
            _events.Add(request);
        if (dice.Chance(0.001))
            _events.Add(request with { Time = request.Time + dice.Span(0.5, 5), Amount = request.Amount + 1 });

        if (incidents.CodeOf(terminal, request.Issuer!, request.Time) is { } code)
            Answer(code);
        else
            NoAnswer();
    }

    private void NoAnswer()
    {
        var time = _request.Time;
        if (dice.Chance(0.4))
            Answer("00", late: true);
        if (dice.Chance(0.3))
            Reverse(time + dice.Span(20, 200));
        if (dice.Chance(0.1))
            Notify(time + dice.Span(1, 90));
    }

    private void Answer(string code, bool late = false)
    {
        var time = _request.Time + (late ? dice.Span(60, 110) : dice.LogNormal(0.6, 0.6, 45));
        _events.Add(Event("response", time) with { Code = code });
        if (dice.Chance(0.002))
            _events.Add(Event("response", time + dice.Span(0, 4)) with { Code = "00" });

        if (ResponseCodes.ClassOf(code) != "approved")
        {
            if (dice.Chance(0.03))
                Notify(time + dice.Span(0, 20));
            return;
        }
        TellCardholder(time);
        if (dice.Chance(0.03))
            Notify(time + dice.Span(0, 60), recipient: "merchant");
        if (dice.Chance(late ? 0.5 : 0.015))
            Reverse(time + (dice.Chance(0.5) ? dice.Span(1, 60) : dice.Span(60, 900)));
        if (dice.Chance(0.003))
            Reverse(time + dice.Span(5000, 20_000));
    }

    private void Reverse(DateTimeOffset at)
    {
        _events.Add(Event("reversal", at) with { Code = dice.Chance(0.5) ? "17" : null, Merchant = dice.Chance(0.3) ? terminal.Merchant : null });
        if (dice.Chance(0.8))
            _events.Add(Event("reversal-response", at + dice.Span(0.2, 5)) with { Code = dice.Chance(0.9) ? "00" : "25" });
        if (dice.Chance(0.05))
            _events.Add(Event("reversal", at + dice.Span(1, 30)) with { Code = "17" });
    }

    private void TellCardholder(DateTimeOffset responded)
    {
        var soon = responded + dice.LogNormal(3, 0.8, 29);
        var fate = incidents.IsBlocked(_request.Issuer!, responded) ? dice.Between(0, 0.12) : dice.Between(0, 1);
        switch (fate)
        {
            case < 0.015: // Never.
                break;
            case < 0.02: // Long after it was given up.
                Notify(responded + dice.Span(900, 3600 * 20));
                break;
            case < 0.045: // Late.
                Notify(responded + dice.Span(30, 899));
                ComesAtOnce |= dice.Chance(0.1);
                break;
            case < 0.065: // Failed, and mostly sent again.
                Notify(soon, status: "failed");
                if (dice.Chance(0.7))
                    Notify(soon + dice.Span(1, 120));
                break;
            case < 0.075:
                Notify(soon, amountOff: 1 + dice.Below(100));
                if (dice.Chance(0.5))
                    Notify(soon + dice.Span(1, 20));
                break;
            case < 0.077:
                Notify(soon, currency: "JPY");
                break;
            case < 0.08: // Before the bank has answered the terminal.
                Notify(responded - dice.Span(0, 0.5));
                break;
            case < 0.15: // Two steps, or two channels.
                Notify(soon, status: "sent");
                Notify(soon + dice.Span(0.1, 60));
                break;
            default:
                Notify(soon);
                break;
        }
    }

    private void Notify(
        DateTimeOffset at, string status = "delivered", string recipient = "cardholder", long amountOff = 0, string? currency = null) =>
        _events.Add(Event("notification", at) with
        {
            Amount = _request.Amount + amountOff,
            Currency = currency ?? _request.Currency,
            Channel = dice.Weighted(Channels),
            Recipient = recipient,
            Status = status,
        });

    /// <summary>Times are to the millisecond or, now and then, finer.</summary>
    private ContractEvent Event(string type, DateTimeOffset at) =>
        new() { Type = type, Time = dice.Chance(0.03) ? at.AddTicks(dice.Below(10_000)) : at, Acquirer = terminal.Acquirer, Terminal = terminal.Id, Txn = txn };
}
