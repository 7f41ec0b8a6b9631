namespace PosMonitor.Benchmarks.Report;

/// <summary>Something to measure that can be asked for alone.</summary>
internal interface IBenchmark
{
    /// <summary>By what it is asked for on the command line.</summary>
    string Name { get; }

    /// <summary>What it measures, and the number that may follow its name.</summary>
    string Help { get; }

    /// <summary>Measures; nothing of it stays behind.</summary>
    /// <param name="number">The number that followed its name, if one did.</param>
    Task<IReadOnlyList<MeasuredRow>> Measure(int? number);
}
