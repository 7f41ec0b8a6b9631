using PosMonitor.Alerts;
using PosMonitor.Settings;

namespace PosMonitor.Parties.Rules;

/// <summary>A rule that judges merchants or issuers at the end of every ten-second slot (contract §4).</summary>
public abstract class PartyRule : IAlertRule
{
    /// <summary>The rule's name in the contract.</summary>
    public abstract string Name { get; }

    /// <summary>What it judges.</summary>
    public abstract SubjectKind Kind { get; }

    /// <summary>What of it.</summary>
    public virtual SlotTopic Topic => SlotTopic.Finishes;

    /// <summary>How many terminals the failures have to be on.</summary>
    public abstract int Terminals { get; }

    /// <summary>How many have to be finished.</summary>
    public abstract int Min(DetectionOptions options);

    /// <summary>The last 6 slots where they have enough to judge by, else the last 30.</summary>
    public PartySpan Choose(PartySpan recent, PartySpan all, DetectionOptions options) => recent.Finished >= Min(options) ? recent : all;

    /// <summary>False where no span can be bad enough: one that is has enough finished, and that share of failures in as many at the least.</summary>
    /// <param name="finished">At least as many as in any span.</param>
    /// <param name="failures">At least as many as in any span.</param>
    /// <param name="options">The thresholds.</param>
    public bool MayOpen(int finished, int failures, DetectionOptions options) =>
        failures > 0 && finished >= Min(options) && failures >= (decimal)options.DegradedShare * Min(options);

    /// <summary>True where the span is bad enough to open an alert.</summary>
    public bool Opens(PartySpan span, DetectionOptions options) =>
        span.Finished >= Min(options)
        && span.Failures >= (decimal)options.DegradedShare * span.Finished
        && (Terminals == 0 || span.FailingTerminals() >= Terminals)
        && IsWide(span);

    /// <summary>What has to hold of a span beside numbers and terminals.</summary>
    protected virtual bool IsWide(PartySpan span) => true;

    /// <summary>True where the span is good enough to resolve it.</summary>
    public static bool Recovers(PartySpan span, DetectionOptions options) =>
        span.Finished == 0 || span.Failures < (decimal)options.RecoveredShare * span.Finished;

    /// <summary>The alert of a span that <see cref="Opens"/>.</summary>
    public abstract AlertEffect Open(string subject, PartySpan span);

    /// <summary>The end of the alert.</summary>
    public AlertEffect Resolve(string subject, long at) =>
        new() { Action = AlertAction.Resolve, Rule = Name, SubjectKind = Kind, SubjectId = subject, At = at };
}
