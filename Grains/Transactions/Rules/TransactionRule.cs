using PosMonitor.Alerts;

namespace PosMonitor.Transactions.Rules;

/// <summary>
/// A rule of contract §4 about one transaction. It is asked after every change of what is concluded of a transaction, and it alone knows when its
/// alert opens and resolves.
/// </summary>
/// <param name="name">The rule's name in the contract.</param>
/// <param name="bit">Its bit in <see cref="Transaction.Open"/>: part of the snapshot's format, never reused.</param>
public abstract class TransactionRule(string name, byte bit) : IAlertRule
{
    public string Name { get; } = name;
    public byte Bit { get; } = bit;

    public abstract void Judge(TransactionCase change);
}
