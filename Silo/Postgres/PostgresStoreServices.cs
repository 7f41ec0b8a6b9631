using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PosMonitor.Settings;
using PosMonitor.Storage;

namespace PosMonitor.Postgres;

/// <summary>Puts the store of a cluster into a host.</summary>
public static class PostgresStoreServices
{
    /// <summary>
    /// Registers the store of <c>ConnectionStrings:PosMonitor</c> and its faces. Its tables are made when <see cref="MonitorOptions"/> are first read
    /// (at the latest when the host checks its settings), which waits for a server that is not there and fails with
    /// <see cref="StoreUnusableException"/> where waiting does not help. <see cref="MonitorOptions.Shards"/> becomes that of the store wherever the
    /// options are read.
    /// </summary>
    public static IServiceCollection AddPostgresStore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new StoreHealth(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<StoreHealth>>()));
        services.AddSingleton(provider => new PostgresSchema(
            provider.GetRequiredService<IConfiguration>().GetConnectionString(PostgresConnections.Name), provider.GetRequiredService<ILogger<PostgresStore>>()));
        services.AddOptions<MonitorOptions>().PostConfigure<IServiceProvider>((options, provider) => options.Shards = provider
            .GetRequiredService<PostgresSchema>()
            .Prepare(options.Shards, provider.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None));
        services.AddSingleton(provider => new PostgresStore(
            provider.GetRequiredService<PostgresSchema>(),
            provider.GetRequiredService<IOptions<MonitorOptions>>().Value.Shards,
            provider.GetRequiredService<StoreHealth>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PostgresStore>>()));
        services.AddSingleton(provider => provider.GetRequiredService<PostgresStore>().Journal);
        services.AddSingleton(provider => provider.GetRequiredService<PostgresStore>().Snapshots);
        services.AddSingleton(provider => provider.GetRequiredService<PostgresStore>().Alerts);
        services.AddSingleton(provider => provider.GetRequiredService<PostgresStore>().Configuration);
        services.AddSingleton(provider => provider.GetRequiredService<PostgresStore>().Keys);
        services.AddSingleton(provider => provider.GetRequiredService<PostgresStore>().Secrets);
        return services;
    }

    /// <summary>
    /// Makes the clock of the store's database the <see cref="TimeProvider"/> of the host, so that all processes of a cluster go by one clock.
    /// Comes with <see cref="AddPostgresStore"/>.
    /// </summary>
    public static IServiceCollection AddStoreClock(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            // Reading them has made the tables, and waited for the server.
            _ = provider.GetRequiredService<IOptions<MonitorOptions>>().Value;
            return StoreClockKeeper.Start(provider.GetRequiredService<PostgresSchema>(), provider.GetRequiredService<ILogger<PostgresStore>>()).GetAwaiter().GetResult();
        });
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<StoreClockKeeper>());
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<StoreClockKeeper>().Clock);
        return services;
    }
}
