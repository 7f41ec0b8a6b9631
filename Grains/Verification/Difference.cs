namespace PosMonitor.Verification;

/// <summary>Something that is kept otherwise than it follows from the journal.</summary>
/// <param name="Subject">What it is about: <c>terminal chinaums/10001</c>, <c>alert 3f…</c>.</param>
/// <param name="Fact">Which fact of it.</param>
/// <param name="Kept">How it is kept, or null where it is not.</param>
/// <param name="Refolded">How it follows from the journal, or null where it does not.</param>
public readonly record struct Difference(string Subject, string Fact, string? Kept, string? Refolded)
{
    public override string ToString() => $"{Subject}: {Fact} is kept as {Kept ?? "nothing"}, and follows from the journal as {Refolded ?? "nothing"}";
}
