using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using PosMonitor.Benchmarks.Report;

namespace PosMonitor.Benchmarks.Micro;

/// <summary>The steps of an event on one thread, by BenchmarkDotNet, with what they allocate.</summary>
internal sealed class StepCosts : IBenchmark
{
    public string Name => "steps";

    public string Help => "steps: reading, packing, the fold, a deadline and a quantile, each alone, with allocations";

    public Task<IReadOnlyList<MeasuredRow>> Measure(int? number)
    {
        // In this process: it is one of its own already, and a program built beside it would not see what is internal.
        var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithIterationCount(5);
        var config = ManualConfig.CreateEmpty().AddJob(job).AddDiagnoser(MemoryDiagnoser.Default).AddColumnProvider(DefaultColumnProviders.Instance).AddLogger(NullLogger.Instance)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "posmonitor-steps"));
        var rows = new List<MeasuredRow>();
        foreach (var report in BenchmarkRunner.Run<EventSteps>(config).Reports)
        {
            var step = report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
            rows.Add(new(step, "ns", null, [.. report.ResultStatistics!.OriginalValues]) { Note = $"{Figures.Of(report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0)} bytes allocated" });
        }
        return Task.FromResult<IReadOnlyList<MeasuredRow>>(rows);
    }
}
