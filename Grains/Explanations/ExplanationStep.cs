namespace PosMonitor.Explanations;

/// <summary>One thing that happened, or that did not happen when it should have.</summary>
public sealed record ExplanationStep(DateTimeOffset Time, StepKind What, Phrase Text);
