using PosMonitor.Parties;

namespace PosMonitor.Alerts;

/// <summary>The shards' side of the alert book (key 0).</summary>
[Alias("pos.alert-sink")]
public interface IAlertSink : IGrainWithIntegerKey
{
    /// <summary>
    /// Takes news of a shard. When the call returns they are committed. News that were taken before are ignored, so a shard that does not know
    /// tells again. A shard tells one call at a time: what comes after a call that failed would make the book take that one for told.
    /// Where the answer asks for an introduction, nothing was taken.
    /// </summary>
    /// <param name="shard">Who tells.</param>
    /// <param name="news">In order of <see cref="ShardNews.Seq"/>.</param>
    /// <param name="through">The last record that this and all before it covers: nothing is left untold up to it.</param>
    /// <param name="clock">UTC ticks up to which the shard's own deadlines have fired with all of this; <see cref="long.MinValue"/> for none.</param>
    [Alias("tell")]
    Task<TellAnswer> Tell(int shard, IReadOnlyList<ShardNews> news, long through, long clock);

    /// <summary>
    /// What a shard says when it (or the book) starts: the slot figures that it holds up to <paramref name="clock"/>, all of them told before.
    /// A shard that keeps the reports later than <see cref="TellAnswer.JudgedThrough"/>, introduces itself with the figures before them and tells
    /// those again, makes the book judge as if it had never stopped.
    /// </summary>
    /// <returns>The last record of the shard whose effects are in the book.</returns>
    [Alias("introduce")]
    Task<TellAnswer> Introduce(int shard, IReadOnlyList<SlotFigures> figures, IReadOnlyList<FeedFigures> feeds, long clock);

    /// <summary>The same to a book that reads packed merchants (<see cref="TellAnswer.TakesPacked"/>).</summary>
    [Alias("introduce-packed")]
    Task<TellAnswer> IntroducePacked(int shard, SlotReport held);

    /// <summary>Takes the settings and the registry as they are at a version. When the call returns, what is judged from then on is judged by them.</summary>
    [Alias("configure")]
    Task Configure(long through);
}
