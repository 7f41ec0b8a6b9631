using System.Net;
using PosMonitor.EndToEnd.Traffic;
using PosMonitor.Reference;

namespace PosMonitor.EndToEnd.Processes;

/// <summary>A monitor that is killed again and again, and started again on the same directory and port.</summary>
internal sealed class MortalMonitor : IAsyncDisposable
{
    private readonly string _directory;
    private readonly int _port = MonitorProcess.FreePort();
    private readonly string[] _settings;
    private readonly Dice _dice;
    private readonly SemaphoreSlim _dying = new(1);
    private MonitorProcess _process;
    private int _posts;
    private int _unanswered;
    private int _nextKill;
    private int _killEvery;
    private int _killsLeft;
    private int _killMoments;

    public MortalMonitor(string directory, int seed, params string[] settings)
    {
        (_directory, _settings, _dice) = (directory, settings, new Dice(seed));
        _process = Launch();
    }

    public int Killed { get; private set; }

    /// <summary>How many posts got no answer and were sent again.</summary>
    public int Unanswered => _unanswered;

    /// <summary>A client of the address; every process listens on the same one.</summary>
    public MonitorClient Client => _process.Client;

    /// <summary>Waits until it takes events.</summary>
    public Task Ready() => _process.Ready();

    /// <summary>
    /// Posts a stream: between two watermarks over several connections, in order per terminal; a watermark when all before it is answered.
    /// What is not answered is sent again, as often as it takes.
    /// </summary>
    /// <returns>How many posts were begun.</returns>
    public async Task<int> Feed(IReadOnlyList<ContractEvent> stream, int kills)
    {
        var watermarks = stream.Count(e => e.Type == "watermark");
        _killsLeft = kills;
        _killEvery = Math.Max(2, (stream.Count / TrafficFeed.BatchSize + watermarks) * 9 / 10 / Math.Max(1, kills));
        ScheduleKill();
        await _process.Ready();

        await TrafficFeed.Run(stream, PostUntilAnswered);
        return _posts;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _dying.Dispose();
    }

    private async Task PostUntilAnswered(IReadOnlyCollection<ContractEvent> batch)
    {
        while (true)
        {
            var process = _process;
            try
            {
                var post = process.Client.Post(batch);
                if (Interlocked.Increment(ref _posts) >= Volatile.Read(ref _nextKill))
                    await KillAndRestart(process);
                await post;
                return;
            }
            catch (Exception e) when (IsNoAnswer(e))
            {
                // Whether it was taken is not known.
                Interlocked.Increment(ref _unanswered);
                await _dying.WaitAsync();
                _dying.Release();
            }
        }
    }

    /// <summary>Whether a post got no answer, or one that says to send it again.</summary>
    public static bool IsNoAnswer(Exception e) =>
        e is IOException or OperationCanceledException or ObjectDisposedException
            or HttpRequestException { StatusCode: null or HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests };

    /// <summary>
    /// Every other time as soon as the post began, which then gets no answer; else a few milliseconds later: before it is on disk, or after, or
    /// when it has been answered.
    /// </summary>
    private async Task KillAndRestart(MonitorProcess victim)
    {
        await _dying.WaitAsync();
        try
        {
            if (victim != _process || _killsLeft <= 0 || _posts < _nextKill)
                return;
            await Die(_killMoments++ % 2 == 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(_dice.Between(0, 30)));

            // Now and then it is killed while it comes back.
            while (_killsLeft > 0 && _dice.Chance(0.25))
                await Die(TimeSpan.FromMilliseconds(_dice.Between(0, 3000)));
            await _process.Ready();
            ScheduleKill();
        }
        finally
        {
            _dying.Release();
        }
    }

    private async Task Die(TimeSpan after)
    {
        await Task.Delay(after);
        await _process.DisposeAsync();
        _killsLeft--;
        Killed++;
        _process = Launch();
    }

    private void ScheduleKill() =>
        Volatile.Write(ref _nextKill, _killsLeft > 0 ? _posts + 1 + _dice.Below(2 * _killEvery - 1) : int.MaxValue);

    private MonitorProcess Launch() => MonitorProcess.Launch(_directory, _port, _settings);
}
