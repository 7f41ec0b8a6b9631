using PosMonitor.Storage;

namespace PosMonitor.Postgres;

public sealed class PostgresAlertStoreTests : AlertStoreContract
{
    protected override Task<TestStore> NewStore(int shards) => PgStore.New(shards);
}
