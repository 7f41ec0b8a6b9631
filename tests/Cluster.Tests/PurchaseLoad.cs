using System.Diagnostics;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.EndToEnd.Traffic;
using PosMonitor.Reference;

namespace PosMonitor.Cluster;

/// <summary>Purchases on many terminals, posted over several connections, on each when the post before was taken, until it is disposed of.</summary>
internal sealed class PurchaseLoad : IAsyncDisposable
{
    private const int Connections = 8, Terminals = 20_000;
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stop = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Lock _gate = new();
    private readonly IReadOnlyList<MonitorClient> _gateways;
    private readonly int _purchases;
    private readonly TimeSpan _pause;
    private readonly Task _posting;
    private long _events;
    private int _notTaken;
    private TimeSpan _takenLast;
    private TimeSpan _longestGap;

    /// <param name="gateways">Where it is posted, in turn.</param>
    /// <param name="purchases">How many purchases are in a post.</param>
    /// <param name="pause">Between two posts of a connection.</param>
    public PurchaseLoad(IReadOnlyList<MonitorClient> gateways, int purchases, TimeSpan pause)
    {
        (_gateways, _purchases, _pause) = (gateways, purchases, pause);
        _posting = Task.WhenAll(Enumerable.Range(0, Connections).Select(connection => Task.Run(() => PostOn(connection))));
    }

    /// <summary>How many events were taken.</summary>
    public long Events => _events;

    /// <summary>How many posts got no answer, or one that says to try again.</summary>
    public int NotTaken => _notTaken;

    /// <summary>Events taken a second, from the beginning on.</summary>
    public double EventsPerSecond => _events / _watch.Elapsed.TotalSeconds;

    /// <summary>Has something done, and gives the longest time meanwhile in which no post was taken.</summary>
    public async Task<TimeSpan> LongestGap(Func<Task> during)
    {
        lock (_gate)
            (_takenLast, _longestGap) = (_watch.Elapsed, TimeSpan.Zero);
        await during();
        lock (_gate)
            return Longer(_longestGap, _watch.Elapsed - _takenLast);
    }

    /// <exception cref="Exception">A post was answered otherwise than it should be.</exception>
    public void MustGoOn()
    {
        if (_posting.IsCompleted)
            _posting.GetAwaiter().GetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _posting;
        _stop.Dispose();
    }

    private async Task PostOn(int connection)
    {
        for (var number = connection; !_stop.IsCancellationRequested; number += Connections)
        {
            var body = EventLine.Body([.. Enumerable.Range(number * _purchases, _purchases).SelectMany(Purchase)]);
            while (!await IsTaken(body, _gateways[number % _gateways.Count]))
            {
                Interlocked.Increment(ref _notTaken);
                await Task.Delay(Again);
            }
            await Task.Delay(_pause);
        }
    }

    private async Task<bool> IsTaken(byte[] body, MonitorClient gateway)
    {
        try
        {
            var answer = await gateway.Post(body);
            Assert.Equal(0, answer.GetProperty("rejected").GetInt32());
            lock (_gate)
            {
                _longestGap = Longer(_longestGap, _watch.Elapsed - _takenLast);
                _takenLast = _watch.Elapsed;
                _events += answer.GetProperty("accepted").GetInt32();
            }
            return true;
        }
        catch (HttpRequestException e) when (MortalMonitor.IsNoAnswer(e))
        {
            return false;
        }
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>Asked, approved, and told to the cardholder, at this moment.</summary>
    private static IEnumerable<ContractEvent> Purchase(int number)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        var request = new ContractEvent { Type = "request", Time = now, Acquirer = "lakala", Terminal = $"t{number % Terminals}", Txn = $"x{number}" };
        yield return request with { Merchant = "m", Kind = "purchase", Amount = 100 + number % 5000, Currency = "CNY", Issuer = "icbc" };
        yield return request with { Type = "response", Code = "00" };
        yield return request with
        {
            Type = "notification",
            Amount = 100 + number % 5000,
            Currency = "CNY",
            Channel = "sms",
            Recipient = "cardholder",
            Status = "delivered",
        };
    }
}
