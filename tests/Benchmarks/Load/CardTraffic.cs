using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace PosMonitor.Benchmarks.Load;

/// <summary>
/// Card traffic as NDJSON, without end: each transaction is a request, its response and its notification, which come later among those of others, as in
/// service. One in fifty is declined, one in two hundred fails. Each lane has terminals and keys of its own, so that lanes need no order among them.
/// </summary>
/// <param name="lane">Which part of the fleet.</param>
/// <param name="lanes">How many parts there are.</param>
/// <param name="terminals">How many terminals the whole fleet has.</param>
internal sealed class CardTraffic(int lane, int lanes, int terminals)
{
    /// <summary>More than any line takes.</summary>
    public const int LongestLine = 288;

    private static readonly byte[][] Acquirers = Ids("chinaums", "lakala", "shengpay", "unionpay", "jialian", "suixingfu", "leshua", "yinsheng", "qianbao", "xiandai");
    private static readonly byte[][] Issuers = Ids("icbc", "abc", "boc", "ccb", "bocom", "psbc", "cmb", "citic", "ceb", "cmbc", "cib", "spdb");

    private readonly byte[] _second = new byte[20];
    private readonly int _terminals = Math.Max(1, terminals / lanes);
    private long _secondOf = -1;
    private long _requested, _answered, _notified, _events;

    /// <summary>After how many further requests of its lane a response comes, and after how many a notification.</summary>
    public (int Response, int Notification) Lag { get; init; } = (1_000, 4_000);

    /// <summary>Writes events, one a line, the first at the earlier time and the last at the later one, and so in between.</summary>
    /// <param name="to">Room for <see cref="LongestLine"/> bytes an event.</param>
    /// <param name="events">How many.</param>
    /// <param name="from">UTC ticks.</param>
    /// <param name="until">UTC ticks.</param>
    /// <returns>How many bytes were written.</returns>
    public int Write(Span<byte> to, int events, long from, long until)
    {
        var at = 0;
        for (var number = 0; number < events; number++)
            WriteNext(to, ref at, from + (until - from) * number / events);
        return at;
    }

    private void WriteNext(Span<byte> to, ref int at, long time)
    {
        var turn = _events++ % 3;
        if (turn == 1 && _answered + Lag.Response < _requested)
            Response(to, ref at, _answered++, time);
        else if (turn == 2 && _notified + Lag.Notification < _requested)
            Notification(to, ref at, _notified++, time);
        else
            Request(to, ref at, _requested++, time);
    }

    private void Request(Span<byte> to, ref int at, long transaction, long time)
    {
        var key = KeyOf(transaction);
        Head(to, ref at, "{\"type\":\"request\",\"time\":\""u8, time, key, out var terminal);
        Put(to, ref at, "\",\"merchant\":\"898"u8);
        Digits(to, ref at, (ulong)terminal / 3, 12);
        Transaction(to, ref at, key);
        Put(to, ref at, "\",\"amount\":"u8);
        Digits(to, ref at, AmountOf(key), 5);
        Put(to, ref at, ",\"currency\":\"CNY\",\"issuer\":\""u8);
        Put(to, ref at, Issuers[(int)(key >> 20 & 0xffff) % Issuers.Length]);
        Put(to, ref at, "\",\"card\":\"622202*"u8);
        Digits(to, ref at, (key >> 36) % 10_000, 4);
        Put(to, ref at, "\"}\n"u8);
    }

    private void Response(Span<byte> to, ref int at, long transaction, long time)
    {
        var key = KeyOf(transaction);
        Head(to, ref at, "{\"type\":\"response\",\"time\":\""u8, time, key, out _);
        Transaction(to, ref at, key);
        Put(to, ref at, "\",\"code\":\""u8);
        Put(to, ref at, !IsApproved(key) ? (key % 200 == 0 ? "91"u8 : "51"u8) : "00"u8);
        Put(to, ref at, "\"}\n"u8);
    }

    // Nobody is told of money that has not moved.
    private void Notification(Span<byte> to, ref int at, long transaction, long time)
    {
        var key = KeyOf(transaction);
        Head(to, ref at, "{\"type\":\"notification\",\"time\":\""u8, time, key, out _);
        Transaction(to, ref at, key);
        Put(to, ref at, "\",\"amount\":"u8);
        Digits(to, ref at, AmountOf(key), 5);
        Put(to, ref at, ",\"currency\":\"CNY\",\"channel\":\"sms\",\"status\":\""u8);
        Put(to, ref at, IsApproved(key) ? "delivered"u8 : "failed"u8);
        Put(to, ref at, "\"}\n"u8);
    }

    private void Head(Span<byte> to, ref int at, ReadOnlySpan<byte> start, long time, ulong key, out int terminal)
    {
        terminal = lane * _terminals + (int)((key >> 4) % (ulong)_terminals);
        Put(to, ref at, start);
        Time(to, ref at, time);
        Put(to, ref at, "\",\"acquirer\":\""u8);
        Put(to, ref at, Acquirers[terminal / 3 % Acquirers.Length]);
        Put(to, ref at, "\",\"terminal\":\""u8);
        Digits(to, ref at, 10_000_000 + (ulong)terminal, 8);
    }

    private static void Transaction(Span<byte> to, ref int at, ulong key)
    {
        Put(to, ref at, "\",\"txn\":\""u8);
        Utf8Formatter.TryFormat(key, to[at..], out var written, new System.Buffers.StandardFormat('x', 16));
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

    private static bool IsApproved(ulong key) => key % 200 != 0 && key % 50 != 1;

    private static ulong AmountOf(ulong key) => 10_000 + (key >> 8) % 90_000;

    // A bijection (the end of SplitMix64), so that keys look drawn by lot and are all different.
    private ulong KeyOf(long transaction)
    {
        var mixed = ((ulong)lane << 48 | (ulong)transaction) + 0x9E3779B97F4A7C15;
        mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB;
        return mixed ^ mixed >> 31;
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

    private static byte[][] Ids(params string[] ids) => [.. ids.Select(Encoding.ASCII.GetBytes)];
}
