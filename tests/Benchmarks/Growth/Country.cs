namespace PosMonitor.Benchmarks.Growth;

/// <summary>What a cluster for a whole country would need, reckoned from what was measured on one machine.</summary>
/// <param name="Largest">The largest fleet that was measured.</param>
/// <param name="Fewer">A smaller fleet, against which its growth is seen.</param>
/// <param name="Held">The longest last hour that was measured.</param>
/// <param name="Shorter">A shorter one, against which its growth is seen.</param>
/// <param name="Old">The longest history that was measured.</param>
/// <param name="Young">A shorter one, against which its growth is seen.</param>
internal sealed record Country(GrowthPoint Largest, GrowthPoint Fewer, GrowthPoint Held, GrowthPoint Shorter, GrowthPoint Old, GrowthPoint Young)
{
    /// <summary>China's terminals, and the card networks' peak: transactions a second, each a request, a response and a notification.</summary>
    public const double Terminals = 33_100_000, Transactions = 109_000, Events = 3 * Transactions;

    /// <summary>How long a finished transaction is held, seconds.</summary>
    public const double Hold = 3600;

    /// <summary>Silos that keep half their processor time free, so that one that dies is no loss.</summary>
    public const double Use = 0.5;

    /// <summary>Machines like this one that take the peak in.</summary>
    public double ForRate => Math.Ceiling(Events / (Use * Largest.Rate));

    /// <summary>Bytes that a held transaction adds.</summary>
    public double OfTransaction => PerTransaction(Held, Shorter);

    /// <summary>Bytes that one adds which is closed, and in the windows of the totals still, which reach back an hour.</summary>
    public double OfClosed => PerTransaction(Old, Young);

    /// <summary>Bytes that a terminal with one transaction adds.</summary>
    public double OfTerminal => (Largest.Resident - Fewer.Resident) / (double)(Largest.Terminals - Fewer.Terminals);

    /// <summary>Bytes of all terminals, without the transactions of the last hour but one each.</summary>
    public double ForTerminals => Terminals * OfTerminal;

    /// <summary>Bytes of the transactions of an hour that is all peak.</summary>
    public double ForPeakHour => Transactions * Hold * OfTransaction;

    /// <summary>Bytes of the transactions of an hour that is all peak, where each is closed at once.</summary>
    public double ForClosedHour => Transactions * Hold * OfClosed;

    /// <summary>Bytes that the journal grows by in an hour that is all peak.</summary>
    public double JournalOfPeakHour => Events * Hold * Held.OnDisk / Held.Events;

    private static double PerTransaction(GrowthPoint more, GrowthPoint less) => (more.Resident - less.Resident) / ((more.Events - less.Events) / 3.0);
}
