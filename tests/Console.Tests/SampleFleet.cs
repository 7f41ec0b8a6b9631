using System.Text;
using PosMonitor.EndToEnd.Processes;

namespace PosMonitor.Operations;

/// <summary>A few minutes of a small fleet: approvals that were told and not told, and a merchant whose terminals fail.</summary>
internal static class SampleFleet
{
    public static Task Fill(MonitorClient client)
    {
        var lines = new StringBuilder();
        var now = DateTimeOffset.UtcNow;
        for (var at = 0; at < 40; at++)
        {
            var time = now.AddSeconds(-90 + 2 * at);
            Transaction(lines, "lakala", $"T{at % 8}", "M1", $"ok{at}", time, code: "00", told: at % 5 != 0);
            Transaction(lines, "allinpay", $"T{at % 4}", "M2", $"bad{at}", time, code: at % 2 == 0 ? "00" : "96", told: at % 2 == 0);
        }
        return client.Post(Encoding.UTF8.GetBytes(lines.ToString()));
    }

    /// <summary>One transaction from its request to its notification.</summary>
    public static void Transaction(StringBuilder lines, string acquirer, string terminal, string merchant, string txn, DateTimeOffset time, string code, bool told, string issuer = "icbc")
    {
        var who = $"\"acquirer\":\"{acquirer}\",\"terminal\":\"{terminal}\",\"txn\":\"{txn}\"";
        Line($"{{\"type\":\"request\",\"time\":\"{time:O}\",{who},\"merchant\":\"{merchant}\",\"amount\":1250,\"issuer\":\"{issuer}\"}}");
        Line($"{{\"type\":\"response\",\"time\":\"{time.AddMilliseconds(300):O}\",{who},\"code\":\"{code}\"}}");
        if (told)
            Line($"{{\"type\":\"notification\",\"time\":\"{time.AddSeconds(2):O}\",{who},\"amount\":1250,\"channel\":\"sms\"}}");

        void Line(string json) => lines.Append(json).Append('\n');
    }
}
