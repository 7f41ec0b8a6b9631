namespace PosMonitor.Alerts;

/// <summary>What a rule asks of the alert book.</summary>
[GenerateSerializer, Alias("pos.alert-action")]
public enum AlertAction : byte
{
    /// <summary>The condition became true.</summary>
    Open = 0,

    /// <summary>It became worse: the open alert takes the severity.</summary>
    Escalate = 1,

    /// <summary>The condition ended: the open alert of the rule and subject is resolved, and the evidence added to its own.</summary>
    Resolve = 2,

    /// <summary>It was true and is over: opened and resolved in one change.</summary>
    Note = 3,

    /// <summary>It happened once more: the open alert of the rule and subject gathers it in its evidence; where none is open, one opens.</summary>
    Gather = 4,
}
