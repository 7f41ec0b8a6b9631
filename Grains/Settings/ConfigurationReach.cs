using System.Text;
using PosMonitor.Shards;
using PosMonitor.Terminals;

namespace PosMonitor.Settings;

/// <summary>Whom a change concerns.</summary>
public static class ConfigurationReach
{
    /// <summary>All shards, and the alert book.</summary>
    public const int Everybody = -1;

    /// <summary>The one shard that hosts the terminal of the change, or <see cref="Everybody"/>.</summary>
    public static int Of(ConfigurationChange change, int shards)
    {
        if (change.Kind != ConfigurationKind.Terminal)
            return Everybody;
        var (acquirer, terminal) = TerminalKey.Parse(change.Key);
        return ShardMap.ShardOf(ShardMap.Hash(Encoding.ASCII.GetBytes(acquirer), Encoding.ASCII.GetBytes(terminal)), shards);
    }
}
