using System.Text.Json;
using PosMonitor.Alerts;

namespace PosMonitor.Shards;

/// <summary>What follows from a shard's records and is not told and judged yet. It is a part of the snapshot, as no replay after it would tell it again.</summary>
/// <param name="Judged">The clock of the last report that was judged, UTC ticks; <see cref="long.MinValue"/> before the first.</param>
/// <param name="News">The rest, in order.</param>
public sealed record UntoldNews(long Judged, IReadOnlyList<ShardNews> News)
{
    private static readonly JsonSerializerOptions Json = new() { IgnoreReadOnlyProperties = true };

    /// <summary>Where all up to a report is told and judged.</summary>
    public static UntoldNews NoneAfter(long reported) => new(reported, []);

    internal static UntoldNews Read(SnapshotReader from) => new(from.Get(), JsonSerializer.Deserialize<ShardNews[]>(from.GetBytes(), Json)!);

    /// <summary>As it stands in a snapshot. Nothing of it changes any more, so whoever writes one does this elsewhere: a report of very many figures takes a tenth of a second and more.</summary>
    public byte[] Pack()
    {
        var to = new SnapshotWriter(1 << 16);
        to.Put(Judged);
        to.Put(JsonSerializer.SerializeToUtf8Bytes(News, Json));
        var packed = to.TakeAll();
        to.Return();
        return packed;
    }
}
