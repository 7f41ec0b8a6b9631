using System.Text.Json;
using PosMonitor.Benchmarks.Load;
using PosMonitor.EndToEnd.Processes;

namespace PosMonitor.Benchmarks.Processes;

/// <summary>The load generator as a process of its own: this program with <c>load PLAN</c>, which prints its result as the last line.</summary>
internal sealed class LoadProcess : DotnetProcess
{
    private LoadProcess(LoadPlan plan)
        : base("BenchmarksDll", AppContext.BaseDirectory, ["load", JsonSerializer.Serialize(plan)])
    {
    }

    public static LoadProcess Start(LoadPlan plan) => new(plan);

    /// <summary>Runs a load to its end.</summary>
    public static async Task<LoadResult> Run(LoadPlan plan)
    {
        await using var process = Start(plan);
        return await process.Result();
    }

    /// <summary>Waits for its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it said.</exception>
    public async Task<LoadResult> Result()
    {
        var exit = await Ended();
        var last = Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
        return exit == 0
            ? JsonSerializer.Deserialize<LoadResult>(last)!
            : throw new InvalidOperationException($"The load generator ended with {exit}:\n{Output}");
    }
}
