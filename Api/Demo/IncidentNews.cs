namespace PosMonitor.Demo;

/// <summary>An incident began, or is over.</summary>
internal readonly record struct IncidentNews(Incident Incident, bool Begins);
