using Microsoft.Extensions.Time.Testing;
using PosMonitor.Parties;

namespace PosMonitor.Queries;

/// <summary>The stream of the fleet while silos come and go.</summary>
public sealed class FleetFeedTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 10, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(TimeoutException))]
    public async Task A_second_in_which_no_silo_answers_is_left_out(Type failure)
    {
        Queue<Func<Task<FleetView>>> answers = new(
        [
            () => Answer(1),
            () => Fail((Exception)Activator.CreateInstance(failure)!),
            () => Task.FromCanceled<FleetView>(new CancellationToken(canceled: true)),
            () => Answer(2),
        ]);
        await using var reader = new FleetFeed(FleetOfAnswers.Create(answers), _time).Read(null, CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(1, reader.Current.Fleet.Terminals);
        Assert.True(await Next(reader));
        Assert.Equal(2, reader.Current.Fleet.Terminals);
        Assert.Empty(answers);
    }

    [Fact]
    public async Task A_defect_ends_it()
    {
        Queue<Func<Task<FleetView>>> answers = new([() => Answer(1), () => Fail(new InvalidOperationException("a defect"))]);
        await using var reader = new FleetFeed(FleetOfAnswers.Create(answers), _time).Read(null, CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await reader.MoveNextAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Next(reader));
    }

    private async Task<bool> Next(IAsyncEnumerator<(DateTimeOffset, FleetAnswer)> reader)
    {
        var moving = reader.MoveNextAsync().AsTask();
        while (!moving.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        return await moving;
    }

    private static Task<FleetView> Answer(long terminals) =>
        Task.FromResult(new FleetView { Totals = new SubjectTotals("fleet"), StreamClock = false, Terminals = terminals });

    private static async Task<FleetView> Fail(Exception failure)
    {
        await Task.Yield();
        throw failure;
    }
}
