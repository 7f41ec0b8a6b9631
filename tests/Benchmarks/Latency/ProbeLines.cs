using System.Globalization;
using System.Net;
using System.Text;
using PosMonitor.Benchmarks.Processes;

namespace PosMonitor.Benchmarks.Latency;

/// <summary>Events of terminals that nobody else uses, sent beside the load.</summary>
internal sealed class ProbeLines(ShippedMonitor monitor)
{
    private readonly StringBuilder _lines = new();

    /// <summary>A request and, where a code is given, its response.</summary>
    /// <param name="terminal">Whose it is.</param>
    /// <param name="txn">Its key.</param>
    /// <param name="requested">UTC ticks.</param>
    /// <param name="responded">UTC ticks.</param>
    /// <param name="code">The code of the response.</param>
    public ProbeLines Transaction(string terminal, string txn, long requested, long responded, string code)
    {
        _lines.Append(CultureInfo.InvariantCulture, $$"""{"type":"request","time":"{{Time(requested)}}","acquirer":"unionpay","terminal":"{{terminal}}","merchant":"M{{terminal}}","txn":"{{txn}}","amount":12300,"issuer":"probe"}""").Append('\n');
        _lines.Append(CultureInfo.InvariantCulture, $$"""{"type":"response","time":"{{Time(responded)}}","acquirer":"unionpay","terminal":"{{terminal}}","txn":"{{txn}}","code":"{{code}}"}""").Append('\n');
        return this;
    }

    /// <summary>Sends what was written; all of it must be taken.</summary>
    public async Task Send()
    {
        using var body = new StringContent(_lines.ToString(), Encoding.UTF8, "application/x-ndjson");
        _lines.Clear();
        using var answer = await monitor.Http.PostAsync(new Uri("/v1/events", UriKind.Relative), body);
        if (answer.StatusCode != HttpStatusCode.Accepted)
            throw new HttpRequestException($"A probe was answered with {(int)answer.StatusCode}.");
    }

    private static string Time(long ticks) => new DateTime(ticks, DateTimeKind.Utc).ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);
}
