// README: begin
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PosMonitor.Events;
using PosMonitor.Terminals;
using PosMonitor.Transactions;
// README: end

namespace PosMonitor.Readme;

/// <summary>The client that README.md shows: it is in this file, marked, and it runs here against a real silo.</summary>
public sealed class ReadmeClientTests
{
    [Fact]
    public async Task The_client_of_the_README_reports_reads_and_watches()
    {
        await using var monitor = await Tests.Shards.TestMonitor.StartByRealTime();
        var (console, printed) = (Console.Out, new StringWriter());
        Console.SetOut(TextWriter.Synchronized(printed));
        try
        {
            await Run([$"{monitor.GatewayPort}"]).WaitAsync(TimeSpan.FromSeconds(60));
        }
        finally
        {
            Console.SetOut(console);
        }
        var lines = printed.ToString();
        Assert.Contains("T0001 is Active: 1 transaction(s)", lines, StringComparison.Ordinal);
        Assert.Contains("000017: Approved, OnTime, 2200 ms after the response", lines, StringComparison.Ordinal);
        Assert.Contains("live: 000017 Approved OnTime", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_README_shows_just_this_client()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "PosMonitor.sln")))
            root = root.Parent ?? throw new InvalidOperationException("The repository's root was not found.");
        var readme = await File.ReadAllLinesAsync(Path.Combine(root.FullName, "README.md"));
        var shown = readme.SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```");
        var run = Marked(await File.ReadAllLinesAsync(Path.Combine(root.FullName, "tests", "Grains.Tests", "Terminals", "ReadmeClientTests.cs")));
        Assert.NotEmpty(run);
        Assert.Equal(run, Lines(shown));
    }

    // Indentation is that of where the code stands, and blank lines part the marked places.
    private static List<string> Marked(string[] source)
    {
        List<string> marked = [];
        var indent = -1;
        foreach (var line in source)
        {
            if (line.Trim() == "// README: begin")
                indent = line.Length - line.TrimStart().Length;
            else if (line.Trim() == "// README: end")
                indent = -1;
            else if (indent >= 0)
                marked.Add(line.Length > indent ? line[indent..] : line);
        }
        return Lines(marked);
    }

    private static List<string> Lines(IEnumerable<string> lines) => [.. lines.Where(line => !string.IsNullOrWhiteSpace(line))];

    private static async Task Run(string[] args)
    {
        // README: begin
        var port = args.Length > 0 ? int.Parse(args[0]) : 30000;
        using var host = Host.CreateDefaultBuilder().UseOrleansClient(client =>
            client.UseLocalhostClustering(port, serviceId: "posmonitor", clusterId: "posmonitor")).Build();
        await host.StartAsync();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var terminal = grains.GetGrain<ITerminalGrain>("lakala/T0001");

        var screen = new Screen();
        await terminal.Watch(grains.CreateObjectReference<ITerminalObserver>(screen));

        var now = DateTimeOffset.UtcNow;
        await terminal.Report([
            new() { Type = EventType.Request, Time = now, Txn = "000017", Merchant = "M1", Amount = 1234, Issuer = "icbc" },
            new() { Type = EventType.Response, Time = now.AddSeconds(0.3), Txn = "000017", Code = "00" },
            new() { Type = EventType.Notification, Time = now.AddSeconds(2.5), Txn = "000017", Amount = 1234, Channel = NotificationChannel.Sms },
        ]);

        await screen.Told;
        var state = await terminal.GetState();
        Console.WriteLine($"{state!.Terminal} is {state.Status}: {state.Totals.Total.Requested} transaction(s)");
        var page = await terminal.GetTransactions(new TransactionQuery(From: null, To: null, After: null, Limit: 10));
        foreach (var t in page.Items)
            Console.WriteLine($"{t.Txn}: {t.Outcome}, {t.Verdict}, {t.DelayMs} ms after the response");
        // README: end
    }
}

// README: begin
internal sealed class Screen : ITerminalObserver
{
    private readonly TaskCompletionSource _told = new();
    public Task Told => _told.Task;

    public Task TransactionChanged(TransactionView t)
    {
        Console.WriteLine($"live: {t.Txn} {t.Outcome} {t.Verdict}");
        if (t.Verdict == Verdict.OnTime)
            _told.TrySetResult();
        return Task.CompletedTask;
    }
}
// README: end
