using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PosMonitor.Benchmarks.Load;

/// <summary>
/// One connection of the load: writes a body, sends it, waits for the answer, and so on; what is refused for the moment is sent again when the answer says. On a bare
/// socket, so that on a machine that it shares with the monitor the generator costs little.
/// </summary>
internal sealed class LoadLane : IDisposable
{
    private const int HeadRoom = 512;
    private readonly LoadPlan _plan;
    private readonly ITraffic _traffic;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _body;
    private readonly byte[] _answer = new byte[16 * 1024];
    private readonly string _head;
    private readonly List<LoadAnswer> _answers = [];
    private readonly List<long> _bySecond = [];

    public LoadLane(LoadPlan plan, int lane)
    {
        _plan = plan;
        _traffic = plan.Traffic switch
        {
            TrafficKind.Outage => new OutageTraffic(lane, plan.Connections, plan.Terminals),
            TrafficKind.LastWeek => new LastWeekTraffic(lane, plan.Connections, plan.Terminals),
            _ => new CardTraffic(lane, plan.Connections, plan.Terminals) { Run = plan.Run },
        };
        _body = new byte[HeadRoom + plan.Batch * EventLines.Longest];
        _head = $"POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {plan.Key}\r\nContent-Type: application/x-ndjson\r\nContent-Length: ";
    }

    public long AcceptedInAll { get; private set; }

    public long Refused { get; private set; }

    /// <summary>Bodies that were sent, those among them that were refused.</summary>
    public long Sent { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Events accepted in each second since the first body was sent.</summary>
    public IReadOnlyList<long> BySecond => _bySecond;

    /// <summary>What was accepted while it was counted.</summary>
    public IReadOnlyList<LoadAnswer> Answers => _answers;

    private bool HasEnough => _plan.Events > 0 && AcceptedInAll >= _plan.Events / _plan.Connections;

    /// <summary>Sends until the end, and after it what ends the transactions that were begun.</summary>
    /// <param name="first">When the first body is sent, by the stopwatch; where the plan has a rate, the others follow at even distances.</param>
    /// <param name="counted">From when on is counted.</param>
    /// <param name="end">When it ends.</param>
    public async Task Run(long first, long counted, long end)
    {
        await _socket.ConnectAsync(IPAddress.Loopback, _plan.Port);
        var pause = _plan.Rate == 0 ? 0 : (double)_plan.Batch * _plan.Connections / _plan.Rate * Stopwatch.Frequency;
        var until = DateTime.UtcNow.Ticks;
        for (var number = 0L; ; number++)
        {
            var turn = first + (long)(number * pause);
            await Sleep(turn);
            if (Stopwatch.GetTimestamp() >= end || HasEnough)
                _traffic.Drain();
            var from = until;
            until = DateTime.UtcNow.Ticks;
            var length = _traffic.Write(_body.AsSpan(HeadRoom), _plan.Batch, from, until);
            if (length == 0)
                return;
            await SendUntilTaken(length, first, counted, end);
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task SendUntilTaken(int length, long first, long counted, long end)
    {
        while (true)
        {
            await Send(length);
            var sent = Stopwatch.GetTimestamp();
            var (accepted, comeBackIn) = await Answer();
            var now = Stopwatch.GetTimestamp();
            var isCounted = now >= counted && now < end;
            Sent += isCounted ? 1 : 0;
            if (accepted is { } events)
            {
                AcceptedInAll += events;
                Note(now - first, events);
                if (isCounted)
                {
                    Bytes += length;
                    _answers.Add(new LoadAnswer(now - counted, now - sent, events));
                }
                return;
            }
            Refused += isCounted ? 1 : 0;
            if (comeBackIn is not { } wait)
                return;
            await Task.Delay(wait);
        }
    }

    private void Note(long since, int accepted)
    {
        var second = (int)(since / Stopwatch.Frequency);
        while (_bySecond.Count <= second)
            _bySecond.Add(0);
        _bySecond[second] += accepted;
    }

    private static async Task Sleep(long until)
    {
        var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), until);
        if (wait > TimeSpan.FromMilliseconds(1))
            await Task.Delay(wait);
    }

    // Head and body lie behind one another, for one call of the kernel.
    private async Task Send(int length)
    {
        var head = Encoding.ASCII.GetBytes(_head + length.ToString(CultureInfo.InvariantCulture) + "\r\n\r\n");
        head.CopyTo(_body.AsSpan(HeadRoom - head.Length));
        var all = _body.AsMemory(HeadRoom - head.Length, head.Length + length);
        while (!all.IsEmpty)
            all = all[await _socket.SendAsync(all)..];
    }

    /// <returns>How many events were accepted; where the answer is no 202, none, and when to come back, if it says so.</returns>
    private async Task<(int? Accepted, TimeSpan? ComeBackIn)> Answer()
    {
        var got = 0;
        while (!IsWhole(_answer.AsSpan(0, got)))
        {
            var more = await _socket.ReceiveAsync(_answer.AsMemory(got));
            if (more == 0)
                throw new IOException("The monitor closed the connection.");
            got += more;
        }
        var answer = _answer.AsSpan(0, got);
        return answer.StartsWith("HTTP/1.1 202"u8)
            ? (NumberAfter("\"accepted\":"u8, answer), null)
            : (null, NumberAfter("Retry-After: "u8, answer) is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;
        var length = answer[..head].IndexOf("Content-Length: "u8);
        return length < 0
            ? answer.EndsWith("0\r\n\r\n"u8)
            : answer.Length - head - 4 >= NumberAt(answer[(length + 16)..]);
    }

    private static int? NumberAfter(ReadOnlySpan<byte> name, ReadOnlySpan<byte> answer)
    {
        var at = answer.IndexOf(name);
        return at < 0 ? null : NumberAt(answer[(at + name.Length)..]);
    }

    private static int NumberAt(ReadOnlySpan<byte> text)
    {
        var number = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                break;
            number = number * 10 + digit - '0';
        }
        return number;
    }
}
