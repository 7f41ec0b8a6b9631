using System.IO.Hashing;
using System.Runtime.InteropServices;
using PosMonitor.Alerts;
using PosMonitor.Events;
using PosMonitor.Settlements.Rules;
using PosMonitor.Shards;

namespace PosMonitor.Settlements;

/// <summary>What is paid out to merchants. All settlements of a merchant come to one shard.</summary>
public sealed class SettlementDesk(ShardState state, List<AlertEffect> effects)
{
    /// <summary>Takes a settlement.</summary>
    /// <returns>False where it is known already.</returns>
    public bool Take(in EventView e)
    {
        var key = KeyOf(e);
        if (state.Closed.Contains(key))
            return false;
        state.Closed.Add(key, [], state.Arrival);
        SettlementSecondClearing.Instance.Judge(e, state.Book.Now, effects);
        return true;
    }

    // A fingerprint of all that it tells, so that one that is sent again is recognised for as long as the journal is kept.
    private static ulong KeyOf(in EventView e)
    {
        var hash = new XxHash3();
        Span<long> numbers = [e.Time, e.Amount];
        hash.Append(MemoryMarshal.AsBytes(numbers));
        foreach (var text in new[] { "settlement"u8.ToArray(), e.Acquirer.ToArray(), e.Merchant.ToArray(), e.Payer.ToArray(), e.Currency.ToArray() })
        {
            hash.Append(text);
            hash.Append("/"u8);
        }
        return hash.GetCurrentHashAsUInt64();
    }
}
