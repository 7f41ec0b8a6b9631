using Npgsql;
using PosMonitor.Testing;

namespace PosMonitor.Postgres;

public sealed class StoreClockTests
{
    private const long Noon = 639_000_000_000_000_000;

    private long _monotonic = 1_000_000;

    [Fact]
    public void It_runs_on_with_the_monotonic_clock()
    {
        var clock = Clock();
        Assert.Equal(Noon, clock.GetUtcNow().UtcTicks);
        Pass(TimeSpan.FromHours(3));
        Assert.Equal(Noon + 3 * TimeSpan.TicksPerHour, clock.GetUtcNow().UtcTicks);
    }

    [Fact]
    public void Behind_the_database_it_is_set_forward()
    {
        var clock = Clock();
        Pass(TimeSpan.FromSeconds(5));
        clock.Adjust(Sample(TimeSpan.FromSeconds(7)));
        Assert.Equal(Noon + 7 * TimeSpan.TicksPerSecond, clock.GetUtcNow().UtcTicks);
        Assert.Equal(TimeSpan.Zero, clock.Ahead);
    }

    [Fact]
    public void Ahead_of_the_database_it_runs_slower_until_it_is_not_and_never_goes_back()
    {
        var clock = Clock();
        Pass(TimeSpan.FromSeconds(5));
        clock.Adjust(Sample(TimeSpan.FromSeconds(4.5)));
        Assert.Equal(TimeSpan.FromSeconds(0.5), clock.Ahead);
        var last = clock.GetUtcNow();
        Assert.Equal(Noon + 5 * TimeSpan.TicksPerSecond, last.UtcTicks);
        for (var tenth = 0; tenth < 120; tenth++)
        {
            Pass(TimeSpan.FromSeconds(0.1));
            Assert.True(clock.GetUtcNow() > last, "it did not move on");
            last = clock.GetUtcNow();
        }
        Assert.Equal(TimeSpan.Zero, clock.Ahead);
        Assert.Equal(Noon + (long)(16.5 * TimeSpan.TicksPerSecond), last.UtcTicks);
    }

    [Fact]
    public void Noise_of_a_round_trip_changes_nothing()
    {
        var clock = Clock();
        Pass(TimeSpan.FromSeconds(5));
        clock.Adjust(Sample(TimeSpan.FromSeconds(5) + TimeSpan.FromTicks(9_000)));
        clock.Adjust(Sample(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(9_000)));
        Assert.Equal((Noon + 5 * TimeSpan.TicksPerSecond, TimeSpan.Zero), (clock.GetUtcNow().UtcTicks, clock.Ahead));
    }

    [Fact]
    public void A_look_that_took_its_time_counts_for_when_it_was()
    {
        var clock = Clock();
        Pass(TimeSpan.FromSeconds(5));
        var sample = Sample(TimeSpan.FromSeconds(6));
        Pass(TimeSpan.FromSeconds(2));
        clock.Adjust(sample);
        Assert.Equal(Noon + 8 * TimeSpan.TicksPerSecond, clock.GetUtcNow().UtcTicks);
    }

    [Fact]
    public async Task It_shows_the_time_of_a_real_server()
    {
        var server = await PostgresServer.Shared;
        await using var database = NpgsqlDataSource.Create(server.ConnectionString("postgres"));
        var clock = new StoreClock(await StoreClockKeeper.Look(database, CancellationToken.None));
        var before = await PostgresQueries.Value<DateTime>(server.ConnectionString("postgres"), "SELECT clock_timestamp()");
        var shown = clock.GetUtcNow().UtcDateTime;
        var after = await PostgresQueries.Value<DateTime>(server.ConnectionString("postgres"), "SELECT clock_timestamp()");
        Assert.InRange(shown, before.AddMilliseconds(-50), after.AddMilliseconds(50));
    }

    private StoreClock Clock() => new(new ClockSample(Noon, _monotonic, 0), () => _monotonic);

    // The database's clock after noon, looked at now.
    private ClockSample Sample(TimeSpan afterNoon) => new(Noon + afterNoon.Ticks, _monotonic, 0);

    private void Pass(TimeSpan time) => _monotonic += time.Ticks;
}
