using PosMonitor.Settings;
using PosMonitor.Terminals;

namespace PosMonitor.Sqlite;

/// <summary>The next changes of settings and registry, all of them or none.</summary>
internal sealed class ConfigurationAppend(IReadOnlyList<ConfigurationChange> changes, int shards) : WriteJob
{
    public override int Bytes => 256 + changes.Count * 256;

    // A second book that works at the same time would give a version twice: it is told here.
    public override Exception? Refusal(StoreHeads heads)
    {
        var last = heads.ConfigurationVersion;
        foreach (var change in changes)
        {
            if (change.Version != ++last)
                return new InvalidOperationException($"Change {change.Version} of the configuration does not follow {last - 1}, the last one in the store.");
        }
        return null;
    }

    public override void Write(WriteSession session)
    {
        const string append = "INSERT INTO configuration_change VALUES($version, $kind, $key, $shard, $body, $by, $at)";
        var command = session.Command(append, "$version", "$kind", "$key", "$shard", "$body", "$by", "$at");
        foreach (var change in changes)
        {
            command.With(change.Version, (int)change.Kind, change.Key, ConfigurationReach.Of(change, shards), change.Body, change.By, change.At.UtcTicks).ExecuteNonQuery();
            if (change.Kind == ConfigurationKind.Terminal)
                WriteTerminal(session, change);
        }
        session.Heads.ConfigurationVersion += changes.Count;
    }

    private static void WriteTerminal(WriteSession session, ConfigurationChange change)
    {
        var (acquirer, terminal) = TerminalKey.Parse(change.Key);
        if (change.Body is null)
            session.Command("DELETE FROM registry_terminal WHERE acquirer = $acquirer AND terminal = $terminal", "$acquirer", "$terminal")
                .With(acquirer, terminal).ExecuteNonQuery();
        else
            session.Command("INSERT OR REPLACE INTO registry_terminal VALUES($acquirer, $terminal, $version, $body)", "$acquirer", "$terminal", "$version", "$body")
                .With(acquirer, terminal, change.Version, change.Body).ExecuteNonQuery();
    }
}
