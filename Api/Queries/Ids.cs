using System.Text;
using PosMonitor.Events;

namespace PosMonitor.Queries;

/// <summary>The grammar of ids (contract §1) on strings of an address.</summary>
internal static class Ids
{
    public static bool IsAcquirer(string id) => IsId(id, Identifiers.AcquirerLength);

    public static bool IsTerminal(string id) => IsId(id, Identifiers.TerminalLength);

    public static bool IsId(string id, int longest) => id.Length <= longest && Identifiers.IsId(Encoding.UTF8.GetBytes(id), longest);

    public static bool IsTxn(string txn) => txn.Length <= Identifiers.TxnLength && Identifiers.IsTxn(Encoding.UTF8.GetBytes(txn));
}
