namespace PosMonitor.Explanations;

/// <summary>What a step of an explanation is.</summary>
public enum StepKind
{
    Request,
    Response,

    /// <summary>No response came by then.</summary>
    Timeout,
    Notification,
    Reversal,
    ReversalResponse,

    /// <summary>Something else that should have happened by then had not: a notification, a reversal, its confirmation, the request itself.</summary>
    Deadline,
}
