using Microsoft.Data.Sqlite;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.EndToEnd.Traffic;

namespace PosMonitor.Cluster;

/// <summary>The command <c>verify</c> on the directory of a monitor that has stopped; on a cluster it ends the tests of clusters.</summary>
public sealed class VerifyTests
{
    [Fact]
    public async Task What_was_changed_behind_the_monitors_back_is_found()
    {
        using var directory = new DataDirectory();
        await using (var monitor = await MonitorProcess.Start(directory.Path, "PosMonitor:Clock=stream", "PosMonitor:Shards=4"))
        {
            foreach (var batch in new GeneratedDay(new TrafficPlan { Seed = 5, Transactions = 500, Terminals = 20, Everything = true }).WithWatermarks.Chunk(500))
                await monitor.Client.Post(batch);
            var (inUse, reason) = await Verify(directory);
            Assert.Equal(2, inUse);
            Assert.Contains("in use by another process", reason, StringComparison.Ordinal);
            Assert.Equal(0, await monitor.Terminate());
        }
        var (same, all) = await Verify(directory);
        Assert.True(same == 0 && all.Contains("No difference.", StringComparison.Ordinal), all);

        var alert = Change(directory, "UPDATE alert_change SET body = CAST(replace(CAST(body AS TEXT), '\"severity\":2', '\"severity\":1') AS BLOB) WHERE seq = "
            + "(SELECT max(seq) FROM alert_change WHERE CAST(body AS TEXT) LIKE '%\"severity\":2%') RETURNING alert");
        var (changed, told) = await Verify(directory);
        Assert.Equal(1, changed);
        Assert.Contains($"alert {alert}", told, StringComparison.Ordinal);
        Assert.Contains("severity is kept as Warning, and follows from the journal as Critical", told, StringComparison.Ordinal);

        Change(directory, "UPDATE journal SET records = x'' WHERE rowid = (SELECT rowid FROM journal ORDER BY length(records) DESC LIMIT 1) RETURNING shard");
        var (lost, what) = await Verify(directory);
        Assert.Equal(1, lost);
        Assert.True(what.Contains("terminal ", StringComparison.Ordinal), what);
    }

    [Fact]
    public async Task A_directory_without_a_store_is_an_error_and_stays_as_it_is()
    {
        using var directory = new DataDirectory();
        var (code, output) = await Verify(directory);
        Assert.Equal(2, code);
        Assert.Contains("There is no store in the data directory", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    private static async Task<(int Code, string Output)> Verify(DataDirectory directory)
    {
        await using var process = new VerifyProcess(directory.Path, [$"PosMonitor:DataDirectory={directory.Path}", "PosMonitor:Clock=stream"]);
        return (await process.Exit(), process.Output);
    }

    private static object? Change(DataDirectory directory, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory.Path, "posmonitor.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
