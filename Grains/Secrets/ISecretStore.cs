namespace PosMonitor.Secrets;

/// <summary>Keeps what is random, made once, and told to nobody but the processes of the cluster.</summary>
public interface ISecretStore
{
    /// <summary>The secret of that name; where there is none, <paramref name="fresh"/> becomes it. Of several who ask at once, all get the same. Durable when the task completes.</summary>
    /// <exception cref="Shards.JournalUnavailableException">There is none, and nothing could be written.</exception>
    Task<byte[]> GetOrAdd(string name, byte[] fresh);
}
