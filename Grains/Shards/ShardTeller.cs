using Microsoft.Extensions.Logging;
using PosMonitor.Alerts;

namespace PosMonitor.Shards;

/// <summary>
/// Tells the alert book what follows from a shard's records, in order, until the book has it in its store. After a crash of either side it is simply
/// told again: the book ignores what it knows.
/// </summary>
public sealed partial class ShardTeller(int shard, ShardState state, IGrainFactory grains, ShardRecoveries recoveries, ILogger logger)
{
    private const int MostAtOnce = 2000;

    // A book that is not there comes back after a second or two.
    private const long RetryAfter = 250 * TimeSpan.TicksPerMillisecond;

    private readonly List<ShardNews> _news = [];
    private int _sent;
    private long _judgedClock = long.MinValue;
    private long _settled = long.MinValue;
    private bool _takesPacked;
    private bool _introduced;
    private bool _told = true;
    private long? _failedAt;
    private Task _telling = Task.CompletedTask;

    /// <summary>What is not told and judged yet, for a snapshot.</summary>
    public UntoldNews Untold => new(_judgedClock, [.. _news]);

    /// <summary>True where everything is told and judged.</summary>
    public bool IsIdle => _news.Count == 0 && _introduced;

    private IAlertSink Book => grains.GetGrain<IAlertSink>(0);

    /// <summary>Goes on from what a snapshot says, before anything else is added.</summary>
    public void Restore(UntoldNews untold)
    {
        _judgedClock = untold.Judged;
        _news.AddRange(untold.News);
        _told = _news.Count == 0;
    }

    /// <summary>Takes what follows from a record.</summary>
    public void Add(long seq, in ShardOutput output)
    {
        if (output.IsEmpty)
            return;
        _news.Add(new ShardNews(shard, seq, [.. output.Effects], [.. output.Reports]));
        _told = false;
    }

    /// <summary>Starts telling, where there is something to tell, nobody is at it, and it has not just failed.</summary>
    /// <param name="now">The server's clock, UTC ticks.</param>
    public void Start(long now)
    {
        if (_telling.IsCompleted && !(now < _failedAt + RetryAfter) && (!_told || !_introduced || _news.Count > 0))
            _telling = TellQuietly(now);
    }

    /// <summary>Tells everything, and with the wall clock that the shard is settled.</summary>
    /// <param name="settled">Up to when, UTC ticks; null where nothing is to be said of that.</param>
    /// <exception cref="JournalUnavailableException">The book could not write it.</exception>
    public async Task TellAll(long? settled)
    {
        if (settled is { } moment)
            _settled = Math.Max(_settled, moment);
        while (!_telling.IsCompleted)
            await _telling.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        _telling = Tell();
        await _telling;
    }

    private async Task TellQuietly(long now)
    {
        try
        {
            await Tell();
        }
        catch (Exception failed) when (failed is JournalUnavailableException or TimeoutException or OrleansException)
        {
            // Told once, however long it lasts.
            if (_failedAt is null)
                LogNotTold(logger, shard, failed);
            // One of another build may answer next.
            _takesPacked = false;
            _failedAt = now;
        }
    }

    private async Task Tell()
    {
        do
        {
            if (!_introduced)
            {
                // To get to know a shard costs the book as much as an eighth of what it costs to bring it back, and until the last is back nothing is taken in.
                await recoveries.Over();
                // What was judged before belongs to the book's picture. The rest it hears as news, even what it has in its store already: it is told
                // the figures with it.
                _takesPacked = (await Introduce()).TakesPacked;
                _introduced = true;
                _sent = 0;
            }
            var last = Math.Min(_news.Count, _sent + MostAtOnce);
            var part = _news.GetRange(_sent, last - _sent);
            var all = last == _news.Count;
            _told = all;
            var through = all ? state.Seq : part[^1].Seq;
            var clock = all ? Clock() : part.SelectMany(news => news.Figures).Select(report => report.Clock).DefaultIfEmpty(long.MinValue).Max();
            var answer = await Book.Tell(shard, _takesPacked ? part : part.ConvertAll(Unpacked), through, clock);
            if (answer.Introduce)
            {
                _introduced = false;
                continue;
            }
            (_sent, _takesPacked) = (last, answer.TakesPacked);
            Take(answer);
        }
        while (!_introduced || _sent < _news.Count);
        _failedAt = null;
    }

    private async Task<TellAnswer> Introduce()
    {
        // Nothing is told by this, but that the book reads packed merchants.
        if (!_takesPacked)
            _takesPacked = (await Book.Tell(shard, [], 0, long.MinValue)).TakesPacked;
        var held = state.Slots.Held(_judgedClock) with { Feeds = state.Feeds.Told };
        return _takesPacked ? await Book.IntroducePacked(shard, held) : await Book.Introduce(shard, held.Unpacked().Figures, held.Feeds, held.Clock);
    }

    private static ShardNews Unpacked(ShardNews news) => news with { Figures = [.. news.Figures.Select(static report => report.Unpacked())] };

    private long Clock() => state.Options.Clock == Settings.ClockMode.Stream ? state.Reported : _settled;

    // What is in the book's store and judged need not be told again by anybody.
    private void Take(TellAnswer answer)
    {
        var done = 0;
        while (done < Math.Min(_sent, _news.Count) && _news[done].Seq <= answer.Told && _news[done].Figures.All(report => report.IsJudged(answer.JudgedThrough)))
        {
            foreach (var report in _news[done].Figures)
            {
                state.Slots.Judged(report);
                state.Feeds.Judged(report, report.Clock - state.Book.Now.LongestFeedSilence.Ticks);
                _judgedClock = report.Clock;
            }
            done++;
        }
        _news.RemoveRange(0, done);
        _sent -= done;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Shard} could not tell the alert book; it is told again.")]
    private static partial void LogNotTold(ILogger logger, int shard, Exception exception);
}
