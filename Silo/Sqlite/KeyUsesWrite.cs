using PosMonitor.Access;

namespace PosMonitor.Sqlite;

/// <summary>When keys were used last.</summary>
internal sealed class KeyUsesWrite(IReadOnlyList<KeyUse> uses) : WriteJob
{
    public override Exception? Refusal(StoreHeads heads) => null;

    public override void Write(WriteSession session)
    {
        foreach (var use in uses)
            session.Command("UPDATE access_key SET used_at = max(coalesce(used_at, 0), $at) WHERE id = $id", "$at", "$id").With(use.At.UtcTicks, use.Id).ExecuteNonQuery();
    }
}
