using System.Globalization;
using System.Text;
using PosMonitor.Events;
using PosMonitor.Parties;
using PosMonitor.Reference;
using Xunit.Abstractions;

namespace PosMonitor.Tests.Shards;

/// <summary>
/// The product's core against the reference model, over thousands of random histories in virtual time, while shards and the alert book die and come back
/// and terminals come to rest at random. A seed that fails is in the message, with the shortest history found that still fails; <c>POSMONITOR_SEED=n tests/histories</c> replays
/// it, and <c>tests/histories 60</c> goes on for an hour.
/// </summary>
public sealed class ReferenceComparisonTests(ITestOutputHelper output)
{
    private const int Shards = 3, UsualHistories = 150;

    /// <summary>How often it is tried to leave something out of a history that fails.</summary>
    private const int MostTries = 600;

    [Fact]
    public void Every_history_is_concluded_as_the_reference_model_concludes_it()
    {
        var (seed, minutes) = (Number("POSMONITOR_SEED"), Number("POSMONITOR_MINUTES"));
        if (seed is { } one)
        {
            Check(one);
            return;
        }
        if (minutes is null)
        {
            var rested = 0;
            for (var usual = 1; usual <= UsualHistories; usual++)
                rested += Check(usual);
            Assert.InRange(rested, UsualHistories, int.MaxValue);
            return;
        }
        using var enough = new CancellationTokenSource(TimeSpan.FromMinutes(minutes.Value));
        var first = Random.Shared.Next(1_000_000, 1_000_000_000);
        var next = first;
        while (!enough.IsCancellationRequested)
            Check(next++);
        output.WriteLine($"{next - first} histories in {minutes} minutes, from seed {first} on, and no difference.");
    }

    /// <returns>How many terminals came to rest on the way.</returns>
    private static int Check(int seed)
    {
        var steps = new RandomHistory(seed).Draw();
        var differences = Compare(steps, seed, out var rested);
        if (differences.Count == 0)
            return rested;
        var shortest = Shrink(steps, seed);
        throw new Xunit.Sdk.XunitException($"Seed {seed}:\n{string.Join("\n", differences.Take(20))}\n\nThe shortest history found that fails:\n{string.Join("\n", shortest)}\n\n"
            + $"There:\n{string.Join("\n", Compare(shortest, seed, out _).Take(20))}");
    }

    // Leaves out ever smaller pieces for as long as it fails without them.
    private static List<HistoryStep> Shrink(List<HistoryStep> steps, int seed)
    {
        var tries = 0;
        for (var piece = steps.Count / 2; piece > 0; piece = piece == 1 ? 0 : (piece + 1) / 2)
        {
            for (var from = 0; from + piece <= steps.Count && tries < MostTries; tries++)
            {
                List<HistoryStep> without = [.. steps.Take(from), .. steps.Skip(from + piece)];
                if (Compare(without, seed, out _).Count > 0)
                    steps = without;
                else
                    from += piece;
            }
        }
        return steps;
    }

    private static List<string> Compare(List<HistoryStep> steps, int seed, out int rested)
    {
        rested = 0;
        try
        {
            return Differences(steps, new Random(seed), out rested);
        }
        catch (Exception failure)
        {
            return [failure.ToString()];
        }
    }

    private static List<string> Differences(List<HistoryStep> steps, Random random, out int rested)
    {
        var reference = new ReferenceMonitor(rules: Rules.All);
        var run = new MonitorRun(Shards);
        foreach (var step in steps)
        {
            switch (random.Next(20))
            {
                case 0:
                    run.Restart(random.Next(Shards));
                    break;
                case 1:
                    run.RestartBook();
                    break;
                case 2:
                    run.Snapshot(random.Next(Shards));
                    break;
                case 3 or 4 or 5:
                    run.Rest(random.Next(Shards));
                    break;
                case < 12:
                    run.Tell(random.Next(Shards));
                    break;
            }
            run.Take(step);
            if (step.Event is { } e)
                reference.Take(ToContract(e));
            else
                reference.Put(step.Path!, step.Body);
        }
        run.TellAll();
        rested = run.Rested;
        List<string> differences = [];
        Same(differences, "afterClose", reference.AfterClose, run.Shards.Sum(shard => shard.State.AfterClose));
        foreach (var expected in reference.Transactions)
            CompareTransaction(differences, expected, run);
        CompareAlerts(differences, reference, run);
        CompareTotals(differences, "fleet", reference.Fleet(), run.Sum("fleet", queries => queries.Fleet(null)));
        foreach (var (id, totals) in reference.Issuers())
            CompareTotals(differences, id, totals, run.Sum(id, queries => queries.Subject(SubjectKind.Issuer, id, null)));
        foreach (var (id, totals) in reference.Acquirers())
            CompareTotals(differences, id, totals, run.Sum(id, queries => queries.Subject(SubjectKind.Acquirer, id, null)));
        foreach (var (id, totals) in reference.Merchants())
        {
            var (acquirer, merchant) = PosMonitor.Terminals.TerminalKey.Parse(id);
            CompareTotals(differences, id, totals, run.Sum(id, queries => queries.Merchant(acquirer, merchant)?.Totals));
        }
        differences.AddRange(run.Verify().Result.Differences.Select(difference => $"verify: {difference}"));
        return differences;
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static void CompareTransaction(List<string> differences, Transaction expected, MonitorRun run)
    {
        var actual = run.Transaction(expected.Acquirer, expected.Terminal, expected.Txn);
        if (actual is null)
        {
            differences.Add($"{expected.Id} is missing");
            return;
        }
        var conclusion = expected.Conclusion;
        Same(differences, expected.Id + " outcome", conclusion.Outcome, Kebab(actual.Outcome));
        Same(differences, expected.Id + " verdict", conclusion.Verdict, Kebab(actual.Verdict));
        Same(differences, expected.Id + " cause", conclusion.Cause == "" ? null : conclusion.Cause, actual.Cause is { } cause ? Kebab(cause) : null);
        Same(differences, expected.Id + " orphan", conclusion.Orphan, actual.Orphan);
        Same(differences, expected.Id + " lateResponse", conclusion.LateResponse, actual.LateResponse);
        Same(differences, expected.Id + " responseMs", conclusion.ResponseMs, actual.ResponseMs);
        Same(differences, expected.Id + " delayMs", conclusion.DelayMs, actual.DelayMs);
        Same(differences, expected.Id + " events", expected.Events.Count, actual.Events.Count);
    }

    private static void CompareAlerts(List<string> differences, ReferenceMonitor reference, MonitorRun run)
    {
        var alerts = run.Alerts.ToDictionary(alert => alert.Id);
        var expected = reference.Alerts.Select(alert => $"{alert.Rule} {alert.SubjectId} {alert.Severity} {At(alert.OpenedAt)} {At(alert.ResolvedAt)}{Parent(alert.Parent)}{(alert.Delivered ? " delivered" : "")}").ToList();
        var actual = run.Alerts.Select(alert => $"{alert.Rule} {alert.SubjectId} {Kebab(alert.Severity)} {At(alert.OpenedAt)} {At(alert.ResolvedAt)}{Parent(alert.Parent is { } parent ? alerts[parent] : null)}{(alert.Delivered ? " delivered" : "")}").ToList();
        differences.AddRange(expected.Except(actual).Select(alert => "alert missing: " + alert));
        differences.AddRange(actual.Except(expected).Select(alert => "alert too many: " + alert));
        Same(differences, "number of alerts", expected.Count, actual.Count);
    }

    private static string Parent(Reference.Alert? parent) => parent is null ? "" : $" of {parent.Rule} {parent.SubjectId} {At(parent.OpenedAt)}";

    private static string Parent(Alerts.Alert? parent) => parent is null ? "" : $" of {parent.Rule} {parent.SubjectId} {At(parent.OpenedAt)}";

    private static void CompareTotals(List<string> differences, string subject, Reference.SubjectTotals expected, PosMonitor.Parties.SubjectTotals actual)
    {
        foreach (var (window, figures) in new[] { ("total", actual.Total), ("m1", actual.M1), ("m5", actual.M5), ("h1", actual.H1) })
        {
            var totals = expected.Windows[window];
            Same(differences, $"{subject} {window} requested", totals.Transactions["requested"], figures.Requested);
            Same(differences, $"{subject} {window} expected", totals.Notifications["expected"], figures.Expected);
            foreach (var figure in Enum.GetValues<Figure>())
            {
                var name = char.ToLowerInvariant(figure.ToString()[0]) + figure.ToString()[1..];
                var count = totals.Transactions.TryGetValue(name, out var transactions) ? transactions : totals.Notifications[name];
                Same(differences, $"{subject} {window} {name}", count, figures[figure]);
            }
            Close(differences, $"{subject} {window} response p95", totals.ResponseMs.P95, figures.ResponseMs.At(0.95));
            Close(differences, $"{subject} {window} delay p50", totals.NotificationDelayMs.P50, figures.DelayMs.At(0.5));
            Close(differences, $"{subject} {window} delay max", totals.NotificationDelayMs.Max, figures.DelayMs.Max);
        }
    }

    private static void Same<T>(List<string> differences, string what, T expected, T actual)
    {
        if (!Equals(expected, actual))
            differences.Add($"{what}: expected {expected}, is {actual}");
    }

    // Quantiles are promised within 2 %.
    private static void Close(List<string> differences, string what, double? expected, double? actual)
    {
        if (expected is null != actual is null || Math.Abs((expected ?? 0) - (actual ?? 0)) > 0.02 * (expected ?? 0) + 0.001)
            differences.Add($"{what}: expected {expected}, is {actual}");
    }

    internal static ContractEvent ToContract(PosEvent e) => new()
    {
        Type = Kebab(e.Type),
        Time = e.Time,
        Acquirer = e.Acquirer,
        Terminal = e.Terminal,
        Merchant = e.Merchant,
        Txn = e.Txn,
        Kind = e.Type == EventType.Request ? Kebab(e.Kind ?? TransactionKind.Purchase) : null,
        Amount = e.Amount,
        Currency = e.Currency,
        Issuer = e.Issuer,
        Card = e.Card,
        Code = e.Code,
        Channel = e.Channel is { } channel ? Kebab(channel) : null,
        Recipient = e.Type == EventType.Notification ? Kebab(e.Recipient ?? NotificationRecipient.Cardholder) : null,
        Status = e.Type == EventType.Notification ? Kebab(e.Status ?? NotificationStatus.Delivered) : null,
        Payer = e.Payer,
        Lat = e.Lat,
        Lon = e.Lon,
    };

    private static string Kebab<T>(T value) where T : struct, Enum
    {
        var text = new StringBuilder();
        foreach (var character in value.ToString())
        {
            if (char.IsUpper(character) && text.Length > 0)
                text.Append('-');
            text.Append(char.ToLowerInvariant(character));
        }
        return text.ToString();
    }

    private static string At(DateTimeOffset? time) => time?.ToString("O", CultureInfo.InvariantCulture) ?? "open";
}
