namespace PosMonitor.Testing;

/// <summary>How a server is stopped: the signal that says so.</summary>
public enum PostgresStop
{
    /// <summary>Transactions are broken off, and what is committed is written out.</summary>
    Fast = 2,

    /// <summary>As if the machine had failed: the next start recovers.</summary>
    Immediate = 3,
}
