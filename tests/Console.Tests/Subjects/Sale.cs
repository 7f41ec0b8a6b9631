using System.Text;

namespace PosMonitor.Operations.Subjects;

/// <summary>The events of one purchase of 12.50 CNY, as lines to be posted.</summary>
internal sealed class Sale(string acquirer, string terminal, string txn, DateTimeOffset at)
{
    private readonly StringBuilder _lines = new();

    public static byte[] Body(params IEnumerable<Sale> sales) => Encoding.UTF8.GetBytes(string.Concat(sales.Select(sale => sale._lines.ToString())));

    public Sale Request(string merchant, string issuer) => Add("request", 0, $"\"merchant\":\"{merchant}\",\"amount\":1250,\"issuer\":\"{issuer}\",\"card\":\"622202******4821\"");

    public Sale Response(double seconds, string code) => Add("response", seconds, $"\"code\":\"{code}\"");

    public Sale Told(double seconds, string channel, string status = "delivered") => Add("notification", seconds, $"\"amount\":1250,\"channel\":\"{channel}\",\"status\":\"{status}\"");

    public Sale Reversed(double seconds) => Add("reversal", seconds, "\"code\":\"98\"");

    private Sale Add(string type, double seconds, string fields)
    {
        _lines.Append($"{{\"type\":\"{type}\",\"time\":\"{at.AddSeconds(seconds):O}\",\"acquirer\":\"{acquirer}\",\"terminal\":\"{terminal}\",\"txn\":\"{txn}\",{fields}}}\n");
        return this;
    }
}
