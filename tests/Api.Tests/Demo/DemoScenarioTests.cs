using System.Text;
using System.Text.Json;
using PosMonitor.Events;
using PosMonitor.Json;
using PosMonitor.Queries;
using PosMonitor.Settings;

namespace PosMonitor.Demo;

public sealed class DemoScenarioTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Day = TimeSpan.FromMinutes(24);

    [Fact]
    public void The_same_seed_is_the_same_fleet_in_whatever_steps_it_is_asked()
    {
        var whole = new DemoScenario(7, Start).Advance(Start.AddMinutes(3));
        var other = new DemoScenario(7, Start);
        var random = new Random(1);
        var events = new List<PosEvent>();
        var news = new List<IncidentNews>();
        for (var now = Start; now < Start.AddMinutes(3);)
        {
            now = now.AddMilliseconds(random.Next(1, 2000));
            var step = other.Advance(now < Start.AddMinutes(3) ? now : Start.AddMinutes(3));
            events.AddRange(step.Events);
            news.AddRange(step.News);
        }
        Assert.Equal(whole.Events, events);
        Assert.Equal(whole.News, news);
        Assert.NotEqual(whole.Events, new DemoScenario(8, Start).Advance(Start.AddMinutes(3)).Events);
    }

    [Fact]
    public void It_is_the_fleet_that_is_promised()
    {
        var events = new DemoScenario(1, Start).Advance(Start.AddMinutes(10)).Events;
        Assert.Equal(events.OrderBy(e => e.Time).Select(e => e.Time), events.Select(e => e.Time));
        Assert.Equal(DemoWorld.Acquirers.Order(StringComparer.Ordinal), events.Select(e => e.Acquirer!).Distinct().Order(StringComparer.Ordinal));
        var requests = events.Where(e => e.Type == EventType.Request).ToList();
        Assert.InRange(requests.Select(e => (e.Acquirer, e.Terminal)).Distinct().Count(), 280, 330);
        Assert.Equal(120, requests.Select(e => (e.Acquirer, e.Merchant)).Distinct().Count());
        Assert.Equal(12, requests.Select(e => e.Issuer).Distinct().Count());
        Assert.Equal(requests.Count, requests.Select(e => (e.Acquirer, e.Terminal, e.Txn)).Distinct().Count());
        Assert.All(requests, e => Assert.Matches("^62[0-9]{4}\\*[0-9]{4}$", e.Card));
        Assert.InRange(events.Count / 600.0, 200, 400);
    }

    [Fact]
    public void The_door_takes_every_event()
    {
        var events = new DemoScenario(3, Start).Advance(Start.AddMinutes(16)).Events;
        Assert.Contains(events, e => e.Type == EventType.BatchSettled);
        Assert.Contains(events, e => e.Type == EventType.Settlement);
        var reader = new EventReader(shards: 16, ClockMode.Wall, Tests.Events.Reading.Seal);
        foreach (var chunk in events.Chunk(5000))
        {
            var body = new StringBuilder();
            foreach (var e in chunk)
                body.Append(JsonSerializer.Serialize(EventAnswer.Of(e), WireFormat.Options)).Append('\n');
            Assert.True(reader.Read(Encoding.UTF8.GetBytes(body.ToString()), BodyForm.Lines, chunk[^1].Time.UtcTicks));
            Assert.Equal((chunk.Length, 0), (reader.Accepted, reader.Rejected));
        }
    }

    [Fact]
    public void A_day_passes_in_24_minutes_and_has_a_night()
    {
        var scenario = new DemoScenario(1, Start);
        var perMinute = Enumerable.Range(1, 24).Select(minute => scenario.Advance(Start.AddMinutes(minute)).Events.Count(e => e.Type == EventType.Request)).ToArray();
        // It starts at ten: noon is 2 minutes later, three in the morning 17.
        Assert.True(perMinute[17] * 3 < perMinute[2], $"by minute: {string.Join(' ', perMinute)}");
        Assert.True(perMinute.Min() > 400, $"by minute: {string.Join(' ', perMinute)}");
    }

    [Fact]
    public void Every_kind_of_incident_comes_and_goes()
    {
        var news = new DemoScenario(1, Start).Advance(Start + 4 * Day).News;
        foreach (var kind in Enum.GetValues<IncidentKind>())
        {
            Assert.Contains(news, each => each.Incident.Kind == kind && each.Begins);
            Assert.Contains(news, each => each.Incident.Kind == kind && !each.Begins);
        }
        Assert.Equal(Enum.GetValues<IncidentKind>(), news.Where(each => each.Begins).Take(9).Select(each => each.Incident.Kind));
        Assert.All(news, each => Assert.DoesNotContain("{", each.Incident.Name, StringComparison.Ordinal));
    }

    // By the default thresholds of contract §4, at any time of day: enough in the minutes of the incident to open the alert.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Incidents_are_bad_enough_to_raise_their_alerts(int seed)
    {
        var scenario = new DemoScenario(seed, Start);
        var (events, news) = scenario.Advance(Start + Day);
        var course = events.Where(e => e.Txn is not null).GroupBy(e => (e.Acquirer, e.Terminal, e.Txn)).Select(group => group.ToArray()).ToArray();
        foreach (var incident in news.Where(each => each.Begins && each.Incident.End < Start + Day - TimeSpan.FromMinutes(3)).Select(each => each.Incident))
        {
            var hit = course.Where(txn => txn[0].Type == EventType.Request && Concerns(incident, txn[0]) && txn[0].Time > incident.Begin && txn[0].Time < incident.End).ToArray();
            var failed = hit.Where(Fails).ToArray();
            switch (incident.Kind)
            {
                case IncidentKind.IssuerDown:
                    Assert.True(hit.Length >= 50 && failed.Length * 10 >= hit.Length * 9 && Terminals(failed) >= 5, Told(incident, hit.Length, failed.Length));
                    break;
                case IncidentKind.BadLine:
                    Assert.True(hit.Length >= 20 && failed.Length * 10 >= hit.Length * 4 && Terminals(failed) >= 2, Told(incident, hit.Length, failed.Length));
                    break;
                case IncidentKind.DyingTerminal:
                    Assert.True(failed.Length >= 3 && failed.Length == hit.Length, Told(incident, hit.Length, failed.Length));
                    break;
                case IncidentKind.BlockedSms:
                    var notTold = hit.Count(txn => Approved(txn) is { } r && !txn.Any(e => IsMatch(e, txn[0]) && e.Time <= r.Time + TimeSpan.FromSeconds(30)));
                    Assert.True(notTold >= 5, Told(incident, hit.Length, notTold));
                    break;
                case IncidentKind.WrongAmounts:
                    Assert.Contains(hit, txn => txn.Any(e => e.Type == EventType.Notification && e.Amount != txn[0].Amount));
                    break;
                case IncidentKind.PhantomNotices:
                    Assert.Contains(hit, txn => Approved(txn) is null && txn.Any(e => e.Type == EventType.Notification));
                    break;
                case IncidentKind.OneSidedCharges:
                    Assert.Contains(hit, txn => Approved(txn) is { } r && r.Time > txn[0].Time + TimeSpan.FromSeconds(60) && !txn.Any(e => e.Type == EventType.Reversal));
                    break;
                case IncidentKind.DuplicateCharges:
                    Assert.Contains(hit, first => hit.Any(second => second != first && IsRepeat(first, second)));
                    break;
                case IncidentKind.SilentTerminal:
                    Assert.Empty(hit);
                    break;
            }
        }
    }

    private static bool Concerns(Incident incident, PosEvent request) => incident.Kind switch
    {
        IncidentKind.DyingTerminal or IncidentKind.SilentTerminal => incident.Subject == $"{request.Acquirer}/{request.Terminal}",
        IncidentKind.BadLine or IncidentKind.DuplicateCharges => incident.Subject == $"{request.Acquirer}/{request.Merchant}",
        IncidentKind.OneSidedCharges => incident.Subject == request.Acquirer,
        _ => incident.Subject == request.Issuer,
    };

    private static PosEvent? Approved(PosEvent[] txn) => txn.FirstOrDefault(e => e.Type == EventType.Response && e.Code == "00");

    private static bool Fails(PosEvent[] txn) =>
        txn.Any(e => e.Type == EventType.Reversal) || !txn.Any(e => e.Type == EventType.Response) || txn.Any(e => e.Code is "91" or "96" or "A0" or "12");

    private static bool IsMatch(PosEvent e, PosEvent request) =>
        e.Type == EventType.Notification && e.Status != NotificationStatus.Failed && e.Amount == request.Amount;

    private static bool IsRepeat(PosEvent[] first, PosEvent[] second) => Approved(first) is { } a && Approved(second) is { } b
        && (first[0].Terminal, first[0].Card, first[0].Amount) == (second[0].Terminal, second[0].Card, second[0].Amount)
        && b.Time > a.Time && b.Time - a.Time <= TimeSpan.FromSeconds(120);

    private static int Terminals(PosEvent[][] transactions) => transactions.Select(txn => (txn[0].Acquirer, txn[0].Terminal)).Distinct().Count();

    private static string Told(Incident incident, int hit, int bad) => $"{incident.Name}: {bad} of {hit} went wrong";
}
