using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PosMonitor.Settings;
using PosMonitor.Storage;

namespace PosMonitor.Sqlite;

/// <summary>Puts the embedded store into a host.</summary>
public static class SqliteStoreServices
{
    /// <summary>
    /// Registers the store and its faces. It is opened when it is first asked for, which fails with
    /// <see cref="StoreUnusableException"/> where the data directory cannot be used. <see cref="MonitorOptions.Shards"/> becomes that of the
    /// store wherever the options are read.
    /// </summary>
    /// <param name="services">Where to register.</param>
    /// <param name="existing">True where a data directory without a store is an error, instead of the place for a new one.</param>
    public static IServiceCollection AddSqliteStore(this IServiceCollection services, bool existing = false)
    {
        if (existing)
            services.AddOptions<MonitorOptions>().PostConfigure(SqliteStore.CheckExists);
        services.AddOptions<MonitorOptions>().PostConfigure(options => options.Shards = SqliteStore.ShardsOfStore(options));
        services.AddSingleton(provider => new StoreHealth(provider.GetService<TimeProvider>() ?? TimeProvider.System, provider.GetRequiredService<ILogger<StoreHealth>>()));
        services.AddSingleton(provider => SqliteStore.Open(
            provider.GetRequiredService<IOptions<MonitorOptions>>().Value,
            provider.GetService<TimeProvider>() ?? TimeProvider.System,
            provider.GetRequiredService<StoreHealth>(),
            provider.GetRequiredService<ILogger<SqliteStore>>()));
        services.AddSingleton(provider => provider.GetRequiredService<SqliteStore>().Journal);
        services.AddSingleton(provider => provider.GetRequiredService<SqliteStore>().Snapshots);
        services.AddSingleton(provider => provider.GetRequiredService<SqliteStore>().Alerts);
        services.AddSingleton(provider => provider.GetRequiredService<SqliteStore>().Configuration);
        services.AddSingleton(provider => provider.GetRequiredService<SqliteStore>().Keys);
        services.AddSingleton(provider => provider.GetRequiredService<SqliteStore>().Secrets);
        return services;
    }
}
