using System.Text.Json;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.Reference;

namespace PosMonitor.EndToEnd.Comparison;

/// <summary>Compares every transaction of every terminal: each field of contract §5, and every event on record.</summary>
internal static class TransactionsComparison
{
    public static async Task<Differences> Compare(ReferenceMonitor expected, MonitorClient monitor, string about)
    {
        var differences = new Differences($"Transactions, {about}");
        foreach (var terminal in expected.Terminals)
        {
            var path = $"/v1/acquirers/{terminal.Acquirer}/terminals/{terminal.Id}/transactions";
            var listed = await monitor.All(path, limit: 60);
            var byTxn = listed.ToDictionary(t => t.GetProperty("txn").GetString()!);
            foreach (var transaction in terminal.Transactions)
            {
                if (byTxn.Remove(transaction.Txn, out var actual))
                    Compare(transaction, actual, differences);
                else
                    differences.Add("not listed", transaction.Id);
            }
            foreach (var unknown in byTxn.Keys)
                differences.Add("should not be there", $"{terminal.Acquirer}/{terminal.Id}/{unknown}");
            CompareOrder(terminal, listed, differences);

            // One of each terminal by its own address.
            var last = terminal.Transactions.LastOrDefault();
            if (last is not null && await monitor.Find($"{path}/{last.Txn}") is { } single)
                Compare(last, single, differences);
            else if (last is not null)
                differences.Add("not found", last.Id);
        }
        return differences;
    }

    private static void CompareOrder(Terminal terminal, List<JsonElement> listed, Differences differences)
    {
        var times = terminal.Transactions.ToDictionary(t => t.Txn, t => t.Time);
        var order = listed.Select(t => times.GetValueOrDefault(t.GetProperty("txn").GetString()!)).ToList();
        differences.Same($"{terminal.Acquirer}/{terminal.Id}", "newest first", true, order.SequenceEqual(order.OrderDescending()));
    }

    private static void Compare(Transaction expected, JsonElement actual, Differences differences)
    {
        var (facts, conclusion, request) = (expected.Facts, expected.Conclusion, expected.Facts.Request);
        void Same(string field, object? value) => differences.Same(expected.Id, field, value, actual.GetProperty(field));

        Same("acquirer", expected.Acquirer);
        Same("terminal", expected.Terminal);
        if (request is not null)
            Same("merchant", request.Merchant);
        Same("issuer", request?.Issuer);
        Same("kind", request?.Kind);
        Same("amount", request?.Amount);
        Same("currency", request?.Currency);
        Same("card", request?.Card);
        Same("requestedAt", request?.Time);
        Same("respondedAt", facts.Response?.Time);
        Same("reversedAt", facts.Reversal?.Time);
        Same("code", facts.Response?.Code);
        Same("cause", conclusion.Cause);
        Same("outcome", conclusion.Outcome);
        Same("lateResponse", conclusion.LateResponse);
        Same("orphan", conclusion.Orphan);
        Same("responseMs", conclusion.ResponseMs);
        Same("verdict", conclusion.Verdict);
        Same("merchantVerdict", conclusion.MerchantVerdict);
        Same("delayMs", conclusion.DelayMs);
        differences.Same(
            expected.Id,
            "events",
            string.Join("; ", expected.Events.Select(Line).Order(StringComparer.Ordinal)),
            string.Join("; ", actual.GetProperty("events").EnumerateArray().Select(ContractEventReader.Read).Select(Line).Order(StringComparer.Ordinal)));
    }

    /// <summary>An event without the ids that its transaction already has.</summary>
    private static string Line(ContractEvent e) =>
        $"{e.Type} {e.Time.UtcDateTime:HH:mm:ss.fffffff} {e.Kind} {e.Amount} {e.Currency} {e.Issuer} {e.Card} {e.Code} {e.Channel} {e.Recipient} {e.Status}";
}
