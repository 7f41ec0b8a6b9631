namespace PosMonitor.Transactions;

/// <summary>How a transaction finished, once and for all for the windows that it enters (contract §4).</summary>
/// <param name="At">UTC ticks.</param>
/// <param name="Failure">By timeout, by reversal, or with a failed code.</param>
/// <param name="Code">DE39; 0 for a timeout, or a reversal without a reason.</param>
/// <param name="Cause">Who has to mend it, where it is a failure; none where a reversal gave no reason.</param>
/// <param name="ResponseTicks">Ticks from request to response; -1 where it finished without one.</param>
public readonly record struct Finish(long At, bool Failure, ushort Code, ResponseCause Cause, long ResponseTicks);
