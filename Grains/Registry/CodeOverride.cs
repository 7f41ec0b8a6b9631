using PosMonitor.Transactions;

namespace PosMonitor.Registry;

/// <summary>What a response code means at one acquirer, where that differs from the table.</summary>
public readonly record struct CodeOverride(ResponseClass Class, ResponseCause Cause);
