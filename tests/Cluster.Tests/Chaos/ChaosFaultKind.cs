namespace PosMonitor.Cluster.Chaos;

/// <summary>What happens to a cluster.</summary>
internal enum ChaosFaultKind
{
    /// <summary><c>kill -9</c>, and a new one in its place.</summary>
    SiloKilled,

    /// <summary><c>SIGSTOP</c>, and <c>SIGCONT</c> later.</summary>
    SiloFrozen,

    /// <summary><c>SIGTERM</c>, and a new one in its place.</summary>
    SiloStopped,

    /// <summary>One more.</summary>
    SiloAdded,

    /// <summary><c>SIGTERM</c>, and none in its place.</summary>
    SiloRemoved,

    /// <summary><c>kill -9</c>, and a new one on its port.</summary>
    GatewayKilled,

    /// <summary>Stopped as if the machine had failed, and started again.</summary>
    DatabaseRestarted,

    /// <summary>All connections ended by the server.</summary>
    ConnectionsCut,
}
