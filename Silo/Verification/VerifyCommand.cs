using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PosMonitor.Alerts;
using PosMonitor.Hosting;
using PosMonitor.Journal;
using PosMonitor.Postgres;
using PosMonitor.Settings;
using PosMonitor.Sqlite;

namespace PosMonitor.Verification;

/// <summary>The command <c>verify</c>: folds the journals anew and compares what follows with what is kept.</summary>
public static class VerifyCommand
{
    private const string Usage = """
        Folds the journals of all shards anew and compares what follows from them with what is kept: terminals, transactions, totals and alerts.

          dotnet run --project Silo -c Release -- verify --PosMonitor:DataDirectory=data
          dotnet run --project Silo -c Release -- verify --ConnectionStrings:PosMonitor="Host=127.0.0.1;Username=posmonitor;Password=...;Database=posmonitor"

        A data directory is verified while no monitor runs on it. A database is verified beside its silos, shard by shard, and without them when none runs.
        Settings have to be those that the monitor runs with; the clock of a database is known. Exit code 0: all is as it follows from the journals; 1: there are differences, which
        are listed; 2: it could not be verified.
        """;

    /// <summary>The most differences that are listed.</summary>
    private const int Most = 100;

    /// <summary>Runs the command.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var line = CommandLine.Parse(args);
        if (line.Help)
        {
            await Console.Out.WriteLineAsync(Usage);
            return 0;
        }
        if (line.Unknown is not null || line.Demo)
        {
            await Console.Error.WriteLineAsync($"The argument '{line.Unknown ?? "--demo"}' is not known.\n{Usage}");
            return 2;
        }
        try
        {
            return await Verify(line.Settings);
        }
        catch (Exception failure) when (StartFailure.Explain(failure) is { Count: > 0 } lines)
        {
            await Console.Error.WriteLineAsync(string.Join('\n', lines));
            return 2;
        }
    }

    private static async Task<int> Verify(string[] settings)
    {
        using var host = Build(settings);
        var services = host.Services;
        services.GetRequiredService<IStartupValidator>().Validate();
        var monitor = services.GetRequiredService<IOptions<MonitorOptions>>().Value;
        var connection = ClusterConnection.Of(services.GetRequiredService<IConfiguration>());
        if (connection is not null)
            await ClusterTerms.Take(connection, monitor);
        await using var live = connection is null ? null : await LiveShards.Find(connection);
        var verifier = new Verifier(
            services.GetRequiredService<IJournal>(), services.GetRequiredService<ISnapshotStore>(), services.GetRequiredService<IAlertStore>(),
            services.GetRequiredService<IConfigurationStore>(), monitor, services.GetRequiredService<IOptions<DetectionOptions>>().Value,
            services.GetRequiredService<TimeProvider>());
        var report = await verifier.Run(
            live is null ? null : live.Image, number => Console.Error.Write($"\r{number + 1} of {monitor.Shards} shards"), CancellationToken.None);
        await Console.Error.WriteLineAsync();
        await Tell(report, live is not null);
        return report.Differences.Count == 0 ? 0 : 1;
    }

    private static IHost Build(string[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.UseServiceLog().AddFilter(level => level >= LogLevel.Warning);
        builder.Services.AddMonitorSettings().AddSettings<DetectionOptions, DetectionOptionsValidator>(DetectionOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        if (ClusterConnection.Of(builder.Configuration) is null)
            builder.Services.AddSqliteStore(existing: true);
        else
            builder.Services.AddPostgresStore();
        return builder.Build();
    }

    private static async Task Tell(VerificationReport report, bool live)
    {
        foreach (var difference in report.Differences.Take(Most))
            await Console.Out.WriteLineAsync(difference.ToString());
        if (report.Differences.Count > Most)
            await Console.Out.WriteLineAsync($"... and {report.Differences.Count - Most} more.");
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Folded {report.Records:N0} records with {report.Events:N0} events in {report.Shards} shards."));
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Compared {report.Terminals:N0} terminals with those {(live ? "of the running silos" : "that a start would bring back")}, and {report.Alerts - report.AlertsOfPeople:N0} alerts."));
        if (report.AlertsOfPeople > 0)
            await Console.Out.WriteLineAsync($"Not compared: {report.AlertsOfPeople} alerts that depend on what a person closed.");
        if (report.FromSnapshot > 0)
            await Console.Out.WriteLineAsync($"The beginning of the journal of {report.FromSnapshot} shards is dropped: these were folded from their snapshots, and the alerts are not compared.");
        await Console.Out.WriteLineAsync(report.Differences.Count == 0 ? "No difference." : $"{report.Differences.Count} differences.");
    }
}
