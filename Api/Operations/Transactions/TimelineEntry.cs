namespace PosMonitor.Operations.Transactions;

/// <summary>One line of a timeline: what happened, or was due.</summary>
/// <param name="What">In a word or two.</param>
/// <param name="At">When.</param>
/// <param name="Since">What it is measured from; null for what it all begins with.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Tone"><c>bad</c>, <c>warn</c>, <c>good</c> or nothing.</param>
/// <param name="IsDue">Whether it is a time by which something was to happen.</param>
/// <param name="Setting">The setting that says so, and who sets it.</param>
public sealed record TimelineEntry(string What, DateTimeOffset At, DateTimeOffset? Since, string Result, string Tone, bool IsDue = false, string? Setting = null);
