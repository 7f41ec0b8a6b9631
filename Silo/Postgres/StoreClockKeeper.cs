using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace PosMonitor.Postgres;

/// <summary>Looks at the database's clock every few seconds and keeps <see cref="StoreClock"/> right. While the database is away, time runs on.</summary>
public sealed class StoreClockKeeper : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    // The quickest answer is the one that was least delayed on its way.
    private const int Looks = 5;

    private readonly NpgsqlDataSource _database;
    private readonly PostgresLog _log;
    private bool _failing;

    private StoreClockKeeper(NpgsqlDataSource database, PostgresLog log, ClockSample first)
    {
        (_database, _log) = (database, log);
        Clock = new StoreClock(first);
    }

    /// <summary>The cluster's clock.</summary>
    public StoreClock Clock { get; }

    /// <summary>Looks at the clock for the first time.</summary>
    /// <param name="schema">Where the database is; it must answer, as it does after <see cref="PostgresSchema.Prepare"/>.</param>
    /// <param name="logger">Told when the clock cannot be read.</param>
    public static async Task<StoreClockKeeper> Start(PostgresSchema schema, ILogger<PostgresStore> logger)
    {
        var database = PostgresConnections.Open(schema.ConnectionString);
        try
        {
            return new StoreClockKeeper(database, new PostgresLog(logger), await Look(database, CancellationToken.None));
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await Adjust(stoppingToken);
    }

    /// <summary>The best of several looks.</summary>
    internal static async Task<ClockSample> Look(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var best = new ClockSample(0, 0, long.MaxValue);
        for (var look = 0; look < Looks; look++)
        {
            await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
            var asked = Stopwatch.GetElapsedTime(0).Ticks;
            var utc = (DateTime)(await command.ExecuteScalarAsync(cancellation))!;
            var took = Stopwatch.GetElapsedTime(0).Ticks - asked;
            if (took < best.RoundTrip)
                best = new ClockSample(utc.Ticks, asked + took / 2, took);
        }
        return best;
    }

    private async Task Adjust(CancellationToken stopping)
    {
        try
        {
            Clock.Adjust(await Look(_database, stopping));
            _failing = false;
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException)
        {
            if (!_failing)
                _log.ClockFailed(PostgresFailure.Words(failure));
            _failing = true;
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _database.Dispose();
    }
}
