using PosMonitor.Storage;

namespace PosMonitor.Postgres;

public sealed class PostgresSnapshotTests : SnapshotContract
{
    protected override Task<TestStore> NewStore(int shards) => PgStore.New(shards);
}
