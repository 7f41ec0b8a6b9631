using PosMonitor.Storage;

namespace PosMonitor.Sqlite;

/// <summary>
/// Keeps a data directory to one process (contract §7). The lock is one of the operating system on an open file, so it goes with the
/// process, however that ends.
/// </summary>
public sealed class DataDirectoryLock : IDisposable
{
    public const string FileName = "posmonitor.lock";

    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <summary>Makes the directory where it is not there, and locks it.</summary>
    /// <exception cref="StoreUnusableException">Another process has it, or it cannot be written.</exception>
    public static DataDirectoryLock Take(string directory)
    {
        var full = Path.GetFullPath(directory);
        try
        {
            Directory.CreateDirectory(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnusableException($"The data directory {full} cannot be made: {e.Message}", e);
        }
        try
        {
            return new DataDirectoryLock(new FileStream(Path.Combine(full, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreUnusableException($"The data directory {full} cannot be written: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new StoreUnusableException($"The data directory {full} is in use by another process.", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
