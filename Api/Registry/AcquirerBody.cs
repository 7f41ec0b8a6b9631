using System.Text.Json;

namespace PosMonitor.Registry;

/// <summary>What is registered of an acquirer.</summary>
/// <param name="Name">How it is called.</param>
/// <param name="Licensed"><c>true</c>, <c>false</c> or <c>"unverified"</c>, the default.</param>
/// <param name="Clearing">The institutions that may pay out its merchants beside itself.</param>
/// <param name="TimeZone">In which its business days begin: a name of the IANA time zone database, <c>Asia/Shanghai</c> by default.</param>
/// <param name="Codes">What response codes mean here, where that differs.</param>
public sealed record AcquirerBody(
    AcquirerName? Name, JsonElement Licensed, IReadOnlyList<string>? Clearing, string? TimeZone, IReadOnlyDictionary<string, CodeMeaning>? Codes);

/// <summary>How an acquirer is called.</summary>
public sealed record AcquirerName(string? En, string? Zh);

/// <summary>What a response code means.</summary>
/// <param name="Class"><c>approved</c>, <c>declined</c> or <c>failed</c>.</param>
/// <param name="Cause"><c>customer</c>, <c>issuer</c>, <c>network</c>, <c>terminal</c> or <c>operation</c>; none where the class is <c>approved</c>.</param>
public sealed record CodeMeaning(string Class, string? Cause);
