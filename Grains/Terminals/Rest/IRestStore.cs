namespace PosMonitor.Terminals.Rest;

/// <summary>
/// Keeps the records of one shard's terminals at rest outside of memory. It is no more lasting than memory: what it holds follows from snapshot and journal,
/// and is gone with the process.
/// </summary>
public interface IRestStore
{
    /// <summary>Keeps a record.</summary>
    /// <returns>Its place, 0 or more.</returns>
    /// <exception cref="IOException">There is no room, or it cannot be written.</exception>
    int Put(ReadOnlySpan<byte> record);

    /// <summary>Reads a record; it is good until the next call.</summary>
    /// <exception cref="RestLostException">It cannot be read as it was put.</exception>
    ReadOnlyMemory<byte> Read(int place);

    /// <summary>Reads a record as <see cref="Read"/> does, and forgets it.</summary>
    /// <exception cref="RestLostException">It cannot be read as it was put.</exception>
    ReadOnlyMemory<byte> Take(int place);

    /// <summary>Forgets all records; it is not used again.</summary>
    void Close();
}
