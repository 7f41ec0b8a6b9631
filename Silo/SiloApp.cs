using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PosMonitor.Postgres;
using PosMonitor.Settings;

namespace PosMonitor.Hosting;

/// <summary>One silo of a cluster as a process of its own (contract §7).</summary>
public static class SiloApp
{
    private const string Usage = """
        A silo of PosMonitor: it keeps the state of some of the terminals. As many as are started on one database share the work.

          dotnet run --project Silo -c Release -- --ConnectionStrings:PosMonitor="Host=127.0.0.1;Username=posmonitor;Password=...;Database=posmonitor"

        The database is a PostgreSQL, 15 or newer; what it lacks of tables is made. Events and questions come in by a gateway: dotnet run --project Api with
        the same connection string. Settings: --PosMonitor:Silo:Address=10.0.0.7 (where the other processes reach it), --PosMonitor:Silo:Port=11111,
        --PosMonitor:Silo:GatewayPort=30000, --PosMonitor:Clock=stream, --PosMonitor:Detection:NotifySla=00:00:30, the same for all silos;
        in the environment ConnectionStrings__PosMonitor, PosMonitor__Clock=stream.
        """;

    /// <summary>Runs the silo until it is told to stop.</summary>
    /// <returns>
    /// The exit code: 0 after an orderly stop, 1 where the start failed, 2 where the command line is wrong. A silo that the others declared dead, and
    /// one that lost the database while it started, exits with <see cref="DeclaredDead.ExitCode"/>, to be started again.
    /// </returns>
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
            await Console.Error.WriteLineAsync($"The argument '{line.Unknown ?? "--demo"}' is not known.");
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }
        try
        {
            using var host = Build(line.Settings);
            // The store is made here, if it is not there, before the silo looks for the others in it.
            host.Services.GetRequiredService<IStartupValidator>().Validate();
            await ClusterTerms.Agree(
                ClusterConnection.Of(host.Services.GetRequiredService<IConfiguration>())!, host.Services.GetRequiredService<IOptions<MonitorOptions>>().Value);
            await host.StartAsync();
            await Departure.Follow(host, TimeProvider.System);
            return 0;
        }
        catch (Exception failure) when (PostgresFailure.Passing(failure) is { } database)
        {
            await Console.Error.WriteLineAsync(
                $"The database failed while this silo started: {PostgresFailure.Words(database)}. The process exits with {DeclaredDead.ExitCode}, to be started again.");
            return DeclaredDead.ExitCode;
        }
        catch (Exception failure) when (StartFailure.Explain(failure) is { Count: > 0 } lines)
        {
            foreach (var text in lines)
                await Console.Error.WriteLineAsync(text);
            return 1;
        }
    }

    private static IHost Build(string[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        if (ClusterConnection.Of(builder.Configuration) is null)
            throw new InvalidDataException($"{ClusterConnection.Name} is not set. A silo needs a PostgreSQL database; without one, Api alone is the whole monitor.");
        builder.Logging.UseServiceLog();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMinutes(2));
        builder.AddPosMonitorSilo();
        builder.Services.AddPostgresStore();
        builder.Services.AddStoreClock();
        builder.Services.AddHostedService<SiloGreeting>();
        return builder.Build();
    }
}
