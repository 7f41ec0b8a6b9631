using System.Net;
using PosMonitor.Hosting;
using PosMonitor.Keys;
using PosMonitor.Sqlite;
using PosMonitor.Storage;

namespace PosMonitor.Access;

public sealed class FirstKeyTests
{
    [Fact]
    public async Task The_first_start_tells_the_key_once_and_keeps_its_hash()
    {
        var directory = RunningMonitor.NewDirectory();
        string key;
        await using (var first = await RunningMonitor.StartOn(directory))
        {
            key = KeyIn(first.Printed) ?? throw new InvalidOperationException($"No key in: {first.Printed}");
            Assert.Equal(HttpStatusCode.OK, await FleetWith(first, key));
        }

        await using var second = await RunningMonitor.StartOn(directory);
        Assert.Null(KeyIn(second.Printed));
        Assert.Equal(HttpStatusCode.OK, await FleetWith(second, key));
        Assert.All(Directory.GetFiles(directory).Where(file => Path.GetFileName(file) != DataDirectoryLock.FileName), file => Assert.DoesNotContain(key, Content(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_key_of_the_settings_goes_before_the_one_that_was_made()
    {
        var directory = RunningMonitor.NewDirectory();
        string made;
        await using (var first = await RunningMonitor.StartOn(directory))
            made = KeyIn(first.Printed)!;

        await using var second = await RunningMonitor.StartOn(directory, "--PosMonitor:Access:AdminKey=mine");
        Assert.Equal(HttpStatusCode.OK, await FleetWith(second, "mine"));
        Assert.Equal(HttpStatusCode.Unauthorized, await FleetWith(second, made));
        Assert.DoesNotContain("mine", second.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_that_is_printed_opens_the_console_once_and_is_not_the_key()
    {
        await using var monitor = await RunningMonitor.StartOn(RunningMonitor.NewDirectory());
        var address = After(monitor.Printed, "The console, by an address that opens once: ")!;
        Assert.DoesNotContain(KeyIn(monitor.Printed)!, address, StringComparison.Ordinal);

        using var client = monitor.ClientOf(null);
        using var first = await client.GetAsync(new Uri(address));
        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        Assert.Equal("/", first.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await Browser.Of(monitor, first).Send(HttpMethod.Get, "/v1/fleet")).StatusCode);

        using var second = await client.GetAsync(new Uri(address));
        Assert.Equal(HttpStatusCode.Unauthorized, second.StatusCode);
        Assert.False(second.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task The_file_of_earlier_builds_is_taken_into_the_store_once()
    {
        var directory = RunningMonitor.NewDirectory();
        var file = Path.Combine(directory, AdminKeyFile.Name);
        await File.WriteAllTextAsync(file, Convert.ToHexStringLower(AccessKey.HashOf("pm_of-an-earlier-build")) + "\n");

        await using (var first = await RunningMonitor.StartOn(directory))
        {
            Assert.Null(KeyIn(first.Printed));
            Assert.Equal(HttpStatusCode.OK, await FleetWith(first, "pm_of-an-earlier-build"));
            Assert.False(File.Exists(file));
        }
        await using var second = await RunningMonitor.StartOn(directory);
        Assert.Equal(HttpStatusCode.OK, await FleetWith(second, "pm_of-an-earlier-build"));
    }

    [Fact]
    public async Task A_lost_admin_key_is_made_anew_while_no_monitor_runs()
    {
        var directory = RunningMonitor.NewDirectory();
        var setting = $"--PosMonitor:DataDirectory={directory}";
        Assert.Equal(1, await KeysCommand.RunAsync(["reset-admin", setting], TextWriter.Null));
        string lost;
        await using (var first = await RunningMonitor.StartOn(directory))
        {
            lost = KeyIn(first.Printed)!;
            Assert.Equal(1, await KeysCommand.RunAsync(["reset-admin", setting], TextWriter.Null));
        }

        using var printed = new StringWriter();
        Assert.Equal(0, await KeysCommand.RunAsync(["reset-admin", setting], printed));

        await using var second = await RunningMonitor.StartOn(directory);
        Assert.Equal(HttpStatusCode.Unauthorized, await FleetWith(second, lost));
        Assert.Equal(HttpStatusCode.OK, await FleetWith(second, After(printed.ToString(), "admin  ")!));
    }

    [Fact]
    public async Task A_broken_hash_stops_the_start_and_says_what_to_do()
    {
        var directory = RunningMonitor.NewDirectory();
        await File.WriteAllTextAsync(Path.Combine(directory, AdminKeyFile.Name), "c0ffee");

        var failure = await Assert.ThrowsAsync<StoreUnusableException>(() => RunningMonitor.StartOn(directory));

        Assert.Contains("Delete it", Assert.Single(StartFailure.Explain(failure)), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> FleetWith(RunningMonitor monitor, string key)
    {
        using var client = monitor.ClientOf(key);
        using var answer = await client.GetAsync(new Uri("/v1/fleet", UriKind.Relative));
        return answer.StatusCode;
    }

    private static string? KeyIn(string printed) => After(printed, "The admin key, which is told only now: ");

    private static string? After(string printed, string before)
    {
        var at = printed.IndexOf(before, StringComparison.Ordinal);
        return at < 0 ? null : printed[(at + before.Length)..].Split('\n')[0].Trim();
    }

    // The store holds its file open.
    private static string Content(string path)
    {
        using var file = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), System.Text.Encoding.Latin1);
        return file.ReadToEnd();
    }
}
