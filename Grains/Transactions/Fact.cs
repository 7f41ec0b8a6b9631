using System.Buffers.Binary;
using PosMonitor.Events;
using PosMonitor.Shards;

namespace PosMonitor.Transactions;

/// <summary>
/// One event of a transaction as its shard keeps it: ids as numbers of the shard's <see cref="Names"/>. Written, it is some ten to thirty bytes, and
/// two events are equal in meaning exactly if their bytes are.
/// </summary>
public struct Fact
{
    /// <summary>More than any fact takes.</summary>
    public const int MostBytes = 80;

    private const byte SubMillisecond = 0x10, WithMerchant = 0x20, WithPosition = 0x40, WithOptional = 0x80;
    private static readonly long Epoch = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    public EventType Type;

    /// <summary>UTC ticks.</summary>
    public long Time;

    /// <summary>-1 where the event names none.</summary>
    public int Merchant;
    public int Issuer, Currency;
    public long Amount;
    public ulong Card;
    public ushort Code;
    public TransactionKind Kind;
    public NotificationChannel Channel;
    public NotificationRecipient Recipient;
    public NotificationStatus Status;
    public bool HasPosition;
    public double Lat, Lon;

    /// <summary>The fact that an event tells.</summary>
    /// <param name="e">The event.</param>
    /// <param name="names">The names of the shard.</param>
    /// <param name="merchant">The name of the merchant that it probably names, or -1.</param>
    public static Fact Of(in EventView e, Names names, int merchant) => new()
    {
        Type = e.Type,
        Time = e.Time,
        Merchant = e.Merchant.IsEmpty ? -1 : names.Intern(e.Merchant, merchant),
        Issuer = e.Issuer.IsEmpty ? -1 : names.Intern(e.Issuer),
        Currency = e.Currency.IsEmpty ? -1 : names.Intern(e.Currency),
        Amount = e.Amount,
        Card = e.Card,
        Code = e.Code,
        Kind = e.Kind,
        Channel = e.Channel,
        Recipient = e.Recipient,
        Status = e.Status,
        HasPosition = e.HasPosition,
        Lat = e.Lat,
        Lon = e.Lon,
    };

    /// <summary>Writes the fact.</summary>
    /// <returns>How many bytes it took.</returns>
    public readonly int Write(Span<byte> to)
    {
        var head = (byte)Type;
        var at = 1;
        if (Time % TimeSpan.TicksPerMillisecond != 0)
        {
            head |= SubMillisecond;
            PutZigzag(to, ref at, Time - Epoch);
        }
        else
        {
            PutZigzag(to, ref at, (Time - Epoch) / TimeSpan.TicksPerMillisecond);
        }
        if (Merchant >= 0)
        {
            head |= WithMerchant;
            Put(to, ref at, (ulong)Merchant);
        }
        if (HasPosition)
        {
            head |= WithPosition;
            BinaryPrimitives.WriteDoubleLittleEndian(to[at..], Lat);
            BinaryPrimitives.WriteDoubleLittleEndian(to[(at + 8)..], Lon);
            at += 16;
        }
        switch (Type)
        {
            case EventType.Request:
                Put(to, ref at, (ulong)Issuer);
                Put(to, ref at, (ulong)Currency);
                to[at++] = (byte)Kind;
                Put(to, ref at, (ulong)Amount);
                if (Card != 0)
                {
                    head |= WithOptional;
                    Put(to, ref at, Card);
                }
                break;
            case EventType.Notification:
                to[at++] = (byte)((int)Channel | ((int)Recipient << 3) | ((int)Status << 4));
                Put(to, ref at, (ulong)Amount);
                Put(to, ref at, (ulong)Currency);
                break;
            default:
                if (Code != 0)
                {
                    head |= WithOptional;
                    BinaryPrimitives.WriteUInt16LittleEndian(to[at..], Code);
                    at += 2;
                }
                break;
        }
        to[0] = head;
        return at;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static Fact Read(ReadOnlySpan<byte> from)
    {
        var head = from[0];
        var at = 1;
        var fact = new Fact { Type = (EventType)(head & 0x0f), Merchant = -1, Issuer = -1, Currency = -1 };
        var time = Zigzag(from, ref at);
        fact.Time = Epoch + ((head & SubMillisecond) != 0 ? time : time * TimeSpan.TicksPerMillisecond);
        if ((head & WithMerchant) != 0)
            fact.Merchant = (int)Varint(from, ref at);
        if ((head & WithPosition) != 0)
        {
            fact.HasPosition = true;
            fact.Lat = BinaryPrimitives.ReadDoubleLittleEndian(from[at..]);
            fact.Lon = BinaryPrimitives.ReadDoubleLittleEndian(from[(at + 8)..]);
            at += 16;
        }
        switch (fact.Type)
        {
            case EventType.Request:
                fact.Issuer = (int)Varint(from, ref at);
                fact.Currency = (int)Varint(from, ref at);
                fact.Kind = (TransactionKind)from[at++];
                fact.Amount = (long)Varint(from, ref at);
                if ((head & WithOptional) != 0)
                    fact.Card = Varint(from, ref at);
                break;
            case EventType.Notification:
                var how = from[at++];
                fact.Channel = (NotificationChannel)(how & 7);
                fact.Recipient = (NotificationRecipient)((how >> 3) & 1);
                fact.Status = (NotificationStatus)(how >> 4);
                fact.Amount = (long)Varint(from, ref at);
                fact.Currency = (int)Varint(from, ref at);
                break;
            default:
                if ((head & WithOptional) != 0)
                    fact.Code = BinaryPrimitives.ReadUInt16LittleEndian(from[at..]);
                break;
        }
        return fact;
    }

    private static void PutZigzag(Span<byte> to, ref int at, long value) => Put(to, ref at, (ulong)((value << 1) ^ (value >> 63)));

    private static void Put(Span<byte> to, ref int at, ulong value)
    {
        while (value >= 0x80)
        {
            to[at++] = (byte)(value | 0x80);
            value >>= 7;
        }
        to[at++] = (byte)value;
    }

    private static long Zigzag(ReadOnlySpan<byte> from, ref int at)
    {
        var value = Varint(from, ref at);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private static ulong Varint(ReadOnlySpan<byte> from, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = from[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
