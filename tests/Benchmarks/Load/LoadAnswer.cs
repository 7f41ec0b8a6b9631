namespace PosMonitor.Benchmarks.Load;

/// <summary>A body that was accepted.</summary>
/// <param name="At">When, since counting began, in ticks of the stopwatch.</param>
/// <param name="Took">From its last byte to the answer, in ticks of the stopwatch.</param>
/// <param name="Events">How many events were accepted.</param>
internal readonly record struct LoadAnswer(long At, long Took, int Events);
