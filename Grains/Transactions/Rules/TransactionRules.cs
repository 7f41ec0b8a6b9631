using System.Collections.Immutable;

namespace PosMonitor.Transactions.Rules;

/// <summary>The rules about one transaction, each once, in the order in which they are asked.</summary>
public static class TransactionRules
{
    public static readonly NotificationOverdue Overdue = new();
    public static readonly NotificationLate Late = new();
    public static readonly NotificationMismatch Mismatch = new();
    public static readonly NotificationUnexpected Unexpected = new();
    public static readonly NotificationFailed Failed = new();
    public static readonly TransactionOneSided OneSided = new();
    public static readonly TransactionReversalUnconfirmed ReversalUnconfirmed = new();
    public static readonly TransactionDuplicateCharge DuplicateCharge = new();

    public static ImmutableArray<TransactionRule> All { get; } = [Overdue, Late, Mismatch, Unexpected, Failed, OneSided, ReversalUnconfirmed, DuplicateCharge];
}
