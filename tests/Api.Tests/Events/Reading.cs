using System.Text;
using PosMonitor.Events;
using PosMonitor.Settings;

namespace PosMonitor.Tests.Events;

/// <summary>What the door makes of a body: its counts and errors, and the events of all its batches, unpacked again.</summary>
internal sealed record Reading(bool IsTaken, int Accepted, int Rejected, IReadOnlyList<EventError> Errors, IReadOnlyList<ShardBatch> Batches)
{
    /// <summary>The server's clock in these tests.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The seal of these tests.</summary>
    public static readonly TxnSeal Seal = new(new byte[TxnSeal.KeyLength]);

    public IReadOnlyList<PosEvent> Events => [.. Batches.SelectMany(part => Unpack(part.Batch))];

    public static Reading Of(string body, BodyForm form = BodyForm.Lines, ClockMode clock = ClockMode.Stream, int shards = 1) =>
        Of(Encoding.UTF8.GetBytes(body), form, clock, shards);

    public static Reading Of(byte[] body, BodyForm form = BodyForm.Lines, ClockMode clock = ClockMode.Stream, int shards = 1) =>
        With(new EventReader(shards, clock, Seal), body, form);

    public static Reading With(EventReader reader, byte[] body, BodyForm form)
    {
        var isTaken = reader.Read(body, form, Now.UtcTicks);
        var batches = new List<ShardBatch>();
        reader.TakeBatches(batches);
        return new Reading(isTaken, reader.Accepted, reader.Rejected, [.. reader.Errors], batches);
    }

    public static IReadOnlyList<PosEvent> Unpack(PackedBatch batch)
    {
        var (reader, events) = (new BatchReader(), new List<PosEvent>());
        var view = default(EventView);
        reader.Open(batch.Bytes);
        while (reader.Read(ref view))
            events.Add(ToEvent(in view));
        Assert.Equal(batch.Count, events.Count);
        return events;
    }

    /// <summary>The event as an object, with its defaults filled in and what its type does not have left null.</summary>
    public static PosEvent ToEvent(in EventView view)
    {
        var isRequest = view.Type == EventType.Request;
        var isNotification = view.Type == EventType.Notification;
        return new PosEvent
        {
            Type = view.Type,
            Time = new DateTimeOffset(view.Time, TimeSpan.Zero),
            Acquirer = Text(view.Acquirer),
            Terminal = Text(view.Terminal),
            Merchant = Text(view.Merchant),
            Txn = Text(view.Txn),
            Kind = isRequest ? view.Kind : null,
            Amount = isRequest || isNotification || view.Type == EventType.Settlement ? view.Amount : null,
            Currency = Text(view.Currency),
            Issuer = Text(view.Issuer),
            Card = Card.Format(view.Card),
            Code = ResponseCode.Format(view.Code),
            Channel = isNotification ? view.Channel : null,
            Recipient = isNotification ? view.Recipient : null,
            Status = isNotification ? view.Status : null,
            Payer = Text(view.Payer),
            Lat = view.HasPosition ? view.Lat : null,
            Lon = view.HasPosition ? view.Lon : null,
        };
    }

    private static string? Text(ReadOnlySpan<byte> text) => text.IsEmpty ? null : Encoding.ASCII.GetString(text);
}
