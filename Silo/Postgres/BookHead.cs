namespace PosMonitor.Postgres;

/// <summary>How far a book is, and what its next commit must find in its row.</summary>
internal sealed record BookHead(long Mark, long Last);
