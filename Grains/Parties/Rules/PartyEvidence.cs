using System.Buffers;
using System.Text;
using System.Text.Json;
using PosMonitor.Events;
using PosMonitor.Transactions;

namespace PosMonitor.Parties.Rules;

/// <summary>The evidence of a failing or degraded party: its failures by cause, by code and by issuer (contract §4).</summary>
public static class PartyEvidence
{
    /// <summary>
    /// A JSON object. Members of the counts stand in ordinal order, so that equal figures give equal text. What finished without a code is
    /// <c>timeout</c> (its cause is the network, contract §3) or <c>reversal</c>.
    /// </summary>
    /// <param name="span">What is judged.</param>
    /// <param name="terminals">How many terminals have a failure.</param>
    /// <param name="byAcquirer">Whether to tell of each acquirer's terminals by themselves as well, for whoever may see only them.</param>
    public static string Write(PartySpan span, int terminals, bool byAcquirer = false)
    {
        var told = span.Told().ToList();
        return Text(json =>
        {
            json.WriteNumber("finished", span.Finished);
            json.WriteNumber("failures", span.Failures);
            json.WriteNumber("share", ShareOf(span.Failures, span.Finished));
            json.WriteNumber("windowSeconds", span.Seconds);
            json.WriteNumber("failingTerminals", terminals);
            WriteFailures(json, told, byIssuer: true);
            if (byAcquirer)
                WriteByAcquirer(json, told, WriteFinishes);
        });
    }

    /// <summary>The same of notifications: how many were not on time or wrong, and the late and failed ones by channel.</summary>
    public static string WriteNotifications(PartySpan span)
    {
        var told = span.Told().ToList();
        return Text(json =>
        {
            json.WriteNumber("expected", span.Finished);
            json.WriteNumber("untimely", span.Failures);
            json.WriteNumber("share", ShareOf(span.Failures, span.Finished));
            json.WriteNumber("windowSeconds", span.Seconds);
            WriteChannels(json, told);
            WriteByAcquirer(json, told, WriteExpected);
        });
    }

    /// <summary>The share of <paramref name="part"/> in <paramref name="whole"/> as evidence has it; 0 where there is nothing.</summary>
    public static double ShareOf(long part, long whole) => whole == 0 ? 0 : Math.Round((double)part / whole, 4);

    private static void WriteByAcquirer(
        Utf8JsonWriter json, List<PartyPart> told, Action<Utf8JsonWriter, List<PartyPart>> write)
    {
        json.WriteStartObject("byAcquirer");
        foreach (var acquirer in told.Where(static part => part.Acquirer is not null).GroupBy(static part => part.Acquirer!).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(acquirer.Key);
            write(json, [.. acquirer]);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteFinishes(Utf8JsonWriter json, List<PartyPart> told)
    {
        json.WriteNumber("finished", told.Sum(static part => part.Finished));
        json.WriteNumber("failures", told.Sum(static part => part.Bad));
        json.WriteNumber("failingTerminals", told.SelectMany(static part => (part.Detail?.FailingTerminals ?? []).Select(terminal => (part.Shard, terminal))).Distinct().Count());
        WriteFailures(json, told, byIssuer: false);
    }

    private static void WriteExpected(Utf8JsonWriter json, List<PartyPart> told)
    {
        json.WriteNumber("expected", told.Sum(static part => part.Finished));
        json.WriteNumber("untimely", told.Sum(static part => part.Bad));
        WriteChannels(json, told);
    }

    private static void WriteFailures(Utf8JsonWriter json, List<PartyPart> told, bool byIssuer)
    {
        SortedDictionary<string, int> causes = new(StringComparer.Ordinal), codes = new(StringComparer.Ordinal), issuers = new(StringComparer.Ordinal);
        foreach (var failure in told.SelectMany(static part => part.Detail?.Failures ?? []))
        {
            Add(causes, NameOf(failure.Cause), failure.Count);
            Add(codes, NameOf(failure), failure.Count);
            Add(issuers, failure.Issuer, failure.Count);
        }
        Write(json, "byCause", causes);
        Write(json, "byCode", codes);
        if (byIssuer)
            Write(json, "byIssuer", issuers);
    }

    private static void WriteChannels(Utf8JsonWriter json, List<PartyPart> told)
    {
        json.WriteStartObject("channels");
        foreach (var channel in told.SelectMany(static part => part.Detail?.Channels ?? []).GroupBy(static count => count.Channel).OrderBy(static group => group.Key))
        {
            json.WriteStartObject(channel.Key.ToString().ToLowerInvariant());
            json.WriteNumber("late", channel.Sum(static count => count.Late));
            json.WriteNumber("failed", channel.Sum(static count => count.Failed));
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static string Text(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Add(SortedDictionary<string, int> counts, string name, int count)
    {
        counts.TryGetValue(name, out var before);
        counts[name] = before + count;
    }

    private static void Write(Utf8JsonWriter json, string name, SortedDictionary<string, int> counts)
    {
        json.WriteStartObject(name);
        foreach (var (key, count) in counts)
            json.WriteNumber(key, count);
        json.WriteEndObject();
    }

    private static string NameOf(FailureCount failure) =>
        ResponseCode.Format(failure.Code) ?? (failure.Cause == ResponseCause.Network ? "timeout" : "reversal");

    private static string NameOf(ResponseCause cause) => cause switch
    {
        ResponseCause.Customer => "customer",
        ResponseCause.Issuer => "issuer",
        ResponseCause.Network => "network",
        ResponseCause.Terminal => "terminal",
        ResponseCause.Operation => "operation",
        _ => "reversal",
    };
}
