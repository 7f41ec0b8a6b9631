using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace PosMonitor.Benchmarks.Load;

/// <summary>Writes lines of NDJSON into a buffer, at a small part of what reading them costs.</summary>
internal sealed class EventLines
{
    /// <summary>More than any line takes.</summary>
    public const int Longest = 288;

    private readonly byte[] _second = new byte[20];
    private long _secondOf = -1;

    public void Request(Span<byte> to, ref int at, long time, ReadOnlySpan<byte> acquirer, int terminal, ulong key, ReadOnlySpan<byte> issuer)
    {
        Head(to, ref at, "{\"type\":\"request\",\"time\":\""u8, time, acquirer, terminal);
        Put(to, ref at, "\",\"merchant\":\"898"u8);
        Digits(to, ref at, (ulong)terminal / 3, 12);
        Transaction(to, ref at, key);
        Put(to, ref at, "\",\"amount\":"u8);
        Digits(to, ref at, AmountOf(key), 5);
        Put(to, ref at, ",\"currency\":\"CNY\",\"issuer\":\""u8);
        Put(to, ref at, issuer);
        Put(to, ref at, "\",\"card\":\"622202*"u8);
        Digits(to, ref at, (key >> 36) % 10_000, 4);
        Put(to, ref at, "\"}\n"u8);
    }

    public void Response(Span<byte> to, ref int at, long time, ReadOnlySpan<byte> acquirer, int terminal, ulong key, ReadOnlySpan<byte> code)
    {
        Head(to, ref at, "{\"type\":\"response\",\"time\":\""u8, time, acquirer, terminal);
        Transaction(to, ref at, key);
        Put(to, ref at, "\",\"code\":\""u8);
        Put(to, ref at, code);
        Put(to, ref at, "\"}\n"u8);
    }

    public void Notification(Span<byte> to, ref int at, long time, ReadOnlySpan<byte> acquirer, int terminal, ulong key, ReadOnlySpan<byte> status)
    {
        Head(to, ref at, "{\"type\":\"notification\",\"time\":\""u8, time, acquirer, terminal);
        Transaction(to, ref at, key);
        Put(to, ref at, "\",\"amount\":"u8);
        Digits(to, ref at, AmountOf(key), 5);
        Put(to, ref at, ",\"currency\":\"CNY\",\"channel\":\"sms\",\"status\":\""u8);
        Put(to, ref at, status);
        Put(to, ref at, "\"}\n"u8);
    }

    /// <summary>A bijection (the end of SplitMix64), so that keys look drawn by lot and are all different.</summary>
    public static ulong KeyOf(ulong number)
    {
        var mixed = number + 0x9E3779B97F4A7C15;
        mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB;
        return mixed ^ mixed >> 31;
    }

    private static ulong AmountOf(ulong key) => 10_000 + (key >> 8) % 90_000;

    private void Head(Span<byte> to, ref int at, ReadOnlySpan<byte> start, long time, ReadOnlySpan<byte> acquirer, int terminal)
    {
        Put(to, ref at, start);
        Time(to, ref at, time);
        Put(to, ref at, "\",\"acquirer\":\""u8);
        Put(to, ref at, acquirer);
        Put(to, ref at, "\",\"terminal\":\""u8);
        Digits(to, ref at, 10_000_000 + (ulong)terminal, 8);
    }

    private static void Transaction(Span<byte> to, ref int at, ulong key)
    {
        Put(to, ref at, "\",\"txn\":\""u8);
        Utf8Formatter.TryFormat(key, to[at..], out var written, new StandardFormat('x', 16));
        at += written;
    }

    private void Time(Span<byte> to, ref int at, long time)
    {
        var second = time / TimeSpan.TicksPerSecond;
        if (second != _secondOf)
        {
            _secondOf = second;
            new DateTime(time, DateTimeKind.Utc).TryFormat(_second, out _, "yyyy-MM-ddTHH:mm:ss.", CultureInfo.InvariantCulture);
        }
        Put(to, ref at, _second);
        Digits(to, ref at, (ulong)(time % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMillisecond), 3);
        to[at++] = (byte)'Z';
    }

    private static void Put(Span<byte> to, ref int at, ReadOnlySpan<byte> text)
    {
        text.CopyTo(to[at..]);
        at += text.Length;
    }

    private static void Digits(Span<byte> to, ref int at, ulong value, int digits)
    {
        for (var place = at + digits - 1; place >= at; place--, value /= 10)
            to[place] = (byte)('0' + value % 10);
        at += digits;
    }
}
