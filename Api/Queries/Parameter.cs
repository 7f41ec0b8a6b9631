namespace PosMonitor.Queries;

/// <summary>A query parameter that an endpoint takes: what is checked and what is documented are the same list.</summary>
/// <param name="Name">As it stands in the address.</param>
/// <param name="Description">For the reference page.</param>
/// <param name="Format">The format of OpenAPI, where it is not free text.</param>
/// <param name="Words">The words that are allowed; null for any text.</param>
public sealed record Parameter(string Name, string Description, string? Format = null, IReadOnlyList<string>? Words = null)
{
    public const string Count = "int32";
    public const string Instant = "date-time";

    public static readonly Parameter Limit = LimitOf(QueryValues.MostItems, QueryValues.UsualItems, "How many items at the most");
    public static readonly Parameter Cursor = new("cursor", "Where the page starts: the `next` of the page before.");

    /// <summary>Of a count, the most that is allowed and what is taken where it is left out.</summary>
    public (int Most, int Usual) Range { get; private init; }

    /// <summary>The parameter <c>limit</c> of a list that is not like others.</summary>
    public static Parameter LimitOf(int most, int usual, string description) => new("limit", $"{description}: 1 to {most}, {usual} by default.", Count) { Range = (most, usual) };
}
