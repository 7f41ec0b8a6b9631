namespace PosMonitor.EndToEnd.Traffic;

/// <summary>What goes wrong, and when: how a request is answered, and how its cardholder is told.</summary>
internal sealed class Incidents(TrafficPlan plan, Fleet fleet, Dice dice)
{
    private static readonly (string? Item, double Weight)[] UsualCodes =
    [
        ("00", 915), ("11", 5), ("Y1", 5), ("51", 30), ("55", 15), ("14", 3), ("91", 6), ("96", 6), ("A0", 3), ("ZZ", 2), (null, 10),
    ];

    /// <summary>The code that a request gets, or null for none at all.</summary>
    public string? CodeOf(FleetTerminal terminal, string issuer, DateTimeOffset at)
    {
        var lunch = at - plan.Lunch;
        if (issuer == "icbc" && IsWithin(lunch, 4, 10) && dice.Chance(0.75))
            return dice.Chance(0.85) ? "91" : null;
        if (issuer == "cmb" && IsWithin(at - plan.Evening, 5, 12) && dice.Chance(0.5))
            return "98";
        if (terminal.Merchant == fleet.UnluckyMerchant && IsWithin(lunch, 11, 16) && dice.Chance(0.8))
            return dice.Chance(0.5) ? "96" : null;
        if (plan.Everything && terminal.Acquirer == FurtherIncidents.FailingAcquirer && IsWithin(at - plan.Evening, 12, 18) && dice.Chance(0.7))
            return dice.Chance(0.8) ? "91" : null;
        if (fleet.Dying.Contains(terminal) && IsWithin(at - plan.Evening, -120, 15) && dice.Chance(0.8))
            return dice.Chance(0.7) ? "A0" : null;
        return dice.Weighted(UsualCodes);
    }

    /// <summary>One bank's messages do not get through at lunch.</summary>
    public bool IsBlocked(string issuer, DateTimeOffset at) => issuer == "abc" && IsWithin(at - plan.Lunch, 2, 15);

    private static bool IsWithin(TimeSpan span, double fromMinutes, double toMinutes) =>
        span.TotalMinutes >= fromMinutes && span.TotalMinutes < toMinutes;
}
