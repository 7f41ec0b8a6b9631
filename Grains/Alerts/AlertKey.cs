using PosMonitor.Parties;

namespace PosMonitor.Alerts;

/// <summary>What at most one alert is open of.</summary>
public readonly record struct AlertKey(string Rule, SubjectKind Kind, string Subject)
{
    public static AlertKey Of(IAlertHead alert) => new(alert.Rule, alert.SubjectKind, alert.SubjectId);

    public static AlertKey Of(AlertEffect effect) => new(effect.Rule, effect.SubjectKind, effect.SubjectId);
}
