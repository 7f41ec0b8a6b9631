namespace PosMonitor.Benchmarks.Growth;

/// <summary>What a monitor can do at one size.</summary>
/// <param name="Terminals">How many terminals it knows.</param>
/// <param name="Events">How many events it has taken in its life before the rate was measured.</param>
/// <param name="Rate">Events a second, as many as were taken.</param>
/// <param name="P99">From the last byte of a batch to its 202 at that rate, milliseconds.</param>
/// <param name="Resident">Resident memory before the rate was measured, bytes.</param>
/// <param name="Empty">Resident memory before the first event, bytes.</param>
/// <param name="OnDisk">The data directory before the rate was measured, bytes.</param>
/// <param name="Pause">Of the garbage collector while the rate was measured, 99.9 % are no longer, milliseconds.</param>
/// <param name="Recovery">From the start after a <c>kill -9</c> to ready, seconds.</param>
internal sealed record GrowthPoint(long Terminals, long Events, double Rate, double P99, long Resident, long Empty, long OnDisk, double Pause, double Recovery);
