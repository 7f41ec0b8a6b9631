using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using PosMonitor.Access;
using PosMonitor.Storage;

namespace PosMonitor.Sqlite;

/// <summary>The file in which directories of earlier builds have the hash of the admin key. It is taken into the store, once.</summary>
internal sealed class AdminKeyFile(string directory)
{
    public const string Name = "admin-key.sha256";

    private readonly string _path = Path.Combine(directory, Name);

    /// <summary>Takes the hash into the store, where that has no admin key yet, and removes the file.</summary>
    /// <exception cref="StoreUnusableException">The file cannot be read or is not a hash.</exception>
    public void Import(SqliteConnection connection, DateTimeOffset now)
    {
        if (Read() is not { } hash)
            return;
        const string insert = """
            INSERT INTO access_key(id, version, name, role, made_at, made_by, hash)
            SELECT $id, coalesce((SELECT max(version) FROM access_key), 0) + 1, $id, $role, $now, $id, $hash WHERE NOT EXISTS (SELECT 1 FROM access_key WHERE id = $id)
            """;
        using (var command = connection.Prepared(insert, "$id", "$role", "$now", "$hash"))
            command.With(KeyEntry.AdminId, (int)AccessRole.Admin, now.UtcTicks, hash).ExecuteNonQuery();
        File.Delete(_path);
    }

    private byte[]? Read()
    {
        if (!File.Exists(_path))
            return null;
        try
        {
            var hash = Convert.FromHexString(File.ReadAllText(_path).Trim());
            if (hash.Length == SHA256.HashSizeInBytes)
                return hash;
        }
        catch (FormatException)
        {
            // The same as a wrong length.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnusableException($"{_path} cannot be read: {e.Message}", e);
        }
        throw new StoreUnusableException($"{_path} does not hold the SHA-256 of a key. Delete it to have a new admin key made at the next start.");
    }
}
