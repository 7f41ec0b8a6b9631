using PosMonitor.Benchmarks.Report;

namespace PosMonitor.Benchmarks.Micro;

/// <summary>An outage step by step, in processor time of the alert book.</summary>
internal sealed class AlertStormCost : IBenchmark
{
    private const int Rounds = 3;

    public string Name => "storm";

    public string Help => "storm [ALERTS]: what an outage costs the alert book, step by step, without the store";

    public Task<IReadOnlyList<MeasuredRow>> Measure(int? number)
    {
        var alerts = number ?? 100_000;
        var rounds = new List<AlertStorm>();
        for (var round = 0; round < Rounds; round++)
        {
            rounds.Add(new AlertStorm());
            rounds[^1].Run(alerts);
        }
        return Task.FromResult<IReadOnlyList<MeasuredRow>>(
            [.. rounds[0].Steps.Select((step, place) => new MeasuredRow($"{alerts:N0} terminals failing: {step.What}", "ms", null, [.. rounds.Select(round => round.Steps[place].Milliseconds)]))]);
    }
}
