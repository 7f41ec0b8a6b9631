using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PosMonitor.Alerts;
using PosMonitor.Settings;

namespace PosMonitor.Parties.Rules;

/// <summary><c>acquirer.silent</c>: the feed of an acquirer that was busy has gone quiet.</summary>
public sealed class AcquirerSilent : IAlertRule
{
    public string Name => "acquirer.silent";

    /// <summary>Busy is who sent at least this many events in each of as many runs of six slots.</summary>
    private const int Busy = 60, Runs = 5;

    private const long Run = 6 * SlotBook.Slot;

    /// <summary>Its place among what is found at one slot end: after the rules of shares.</summary>
    private const int Order = 100;

    /// <summary>Judges every slot end of <c>[from, through]</c> at which something can have changed.</summary>
    internal void Judge(string acquirer, Feed feed, long from, long through, Configuration configuration, List<PartyFinding> found)
    {
        var slots = feed.Slots;
        if (slots.Count == 0)
            return;
        var limit = configuration.Of(acquirer, null, null, null).FeedSilentAfter.Ticks;
        var (ended, last) = (0, long.MinValue);
        foreach (var end in EndsOf(slots, limit, from, through))
        {
            for (; ended < slots.Count && slots[ended].End <= end; ended++)
                last = Math.Max(last, slots[ended].Last);
            if (last == long.MinValue)
                continue;
            if (feed.SilentSince is { } since && last > since)
            {
                feed.SilentSince = null;
                found.Add(new PartyFinding(end, Order, Effect(AlertAction.Resolve, acquirer, NextEvent(slots, since))));
            }
            if (feed.SilentSince is null && end - last >= limit && WasBusy(feed, last))
            {
                feed.SilentSince = last;
                found.Add(new PartyFinding(end, Order, Open(acquirer, feed, last, end)));
            }
        }
    }

    /// <summary>The last event that an open alert tells of, UTC ticks.</summary>
    public static long LastEventOf(Alert alert)
    {
        using var evidence = JsonDocument.Parse(alert.Evidence);
        return evidence.RootElement.GetProperty("lastEventAt").GetDateTimeOffset().UtcTicks;
    }

    // The ends of slots with events, and the first at which each can have been followed by silence.
    private static IEnumerable<long> EndsOf(IReadOnlyList<Feed.Slot> slots, long limit, long from, long through)
    {
        var ends = new SortedSet<long>();
        foreach (var slot in slots)
        {
            var silent = slot.Last + limit;
            ends.Add(slot.End);
            ends.Add(Math.Max(slot.End, (silent + SlotBook.Slot - 1) / SlotBook.Slot * SlotBook.Slot));
        }
        // What came late may matter at the next end, whatever slot it was of.
        if (from != long.MinValue)
            ends.Add(from);
        return ends.Where(end => end >= from && end <= through);
    }

    private static bool WasBusy(Feed feed, long last)
    {
        var end = last - last % SlotBook.Slot + SlotBook.Slot;
        for (var run = 0; run < Runs; run++, end -= Run)
        {
            if (feed.EventsIn(end - Run, end) < Busy)
                return false;
        }
        return true;
    }

    private static long NextEvent(IReadOnlyList<Feed.Slot> slots, long since) =>
        slots.Where(slot => slot.Last > since).Min(slot => slot.First > since ? slot.First : slot.Last);

    private AlertEffect Open(string acquirer, Feed feed, long last, long end)
    {
        var seconds = (end - last) / TimeSpan.TicksPerSecond;
        var slotEnd = last - last % SlotBook.Slot + SlotBook.Slot;
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("lastEventAt", Words.Time(last));
            json.WriteNumber("eventsInFiveMinutesBefore", feed.EventsIn(slotEnd - Runs * Run, slotEnd));
            json.WriteEndObject();
        }
        return Effect(AlertAction.Open, acquirer, end) with
        {
            Severity = AlertSeverity.Critical,
            Evidence = Encoding.UTF8.GetString(buffer.WrittenSpan),
            TitleEn = string.Create(CultureInfo.InvariantCulture, $"Nothing has come from acquirer {acquirer} for {seconds} seconds, after a steady stream of events"),
            TitleZh = string.Create(CultureInfo.InvariantCulture, $"收单机构 {acquirer} 的数据中断：此前报文持续不断，现已 {seconds} 秒没有任何报文"),
        };
    }

    private AlertEffect Effect(AlertAction action, string acquirer, long at) =>
        new() { Action = action, Rule = Name, SubjectKind = SubjectKind.Acquirer, SubjectId = acquirer, At = at, Acquirer = acquirer };
}
