using PosMonitor.EndToEnd.Comparison;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.Reference;
using Xunit.Abstractions;

namespace PosMonitor.EndToEnd;

/// <summary>A test that needs a file which is named by an environment variable.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactWithFileAttribute : FactAttribute
{
    public const string Variable = "POSMONITOR_REPLAY";

    public FactWithFileAttribute()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 })
            Skip = $"{Variable} names no file of events.";
    }
}

/// <summary>Compares the monitor with the reference model over any file of NDJSON in order of time that ends in a watermark.</summary>
public sealed class ReplayTests(ITestOutputHelper output)
{
    [FactWithFile]
    public async Task A_file_of_events_gives_what_the_reference_model_says()
    {
        var file = Environment.GetEnvironmentVariable(FactWithFileAttribute.Variable)!;
        var expected = new ReferenceMonitor();
        using var directory = new DataDirectory();
        await using var monitor = await MonitorProcess.Start(directory.Path, "PosMonitor:Clock=stream");
        foreach (var batch in File.ReadLines(file).Select(ContractEventReader.Read).Chunk(5000))
        {
            await monitor.Client.Post(batch);
            expected.Take(batch);
        }
        output.WriteLine($"{expected.Transactions.Count()} transactions, {expected.Alerts.Count} alerts");
        await WholeComparison.CompareAll(expected, monitor.Client, file);
    }
}
