using PosMonitor.Queries;

namespace PosMonitor.Operations.Parties;

/// <summary>A merchant, acquirer or issuer in a list.</summary>
/// <param name="Path">Its page.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">How it is called; null where that is not known.</param>
/// <param name="Hour">Its last hour.</param>
/// <param name="Total">Since the beginning.</param>
public sealed record SubjectRow(string Path, string Id, string? Name, Totals Hour, Totals Total);
