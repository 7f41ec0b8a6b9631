using PosMonitor.Storage;

namespace PosMonitor.Postgres;

public sealed class PostgresConfigurationStoreTests : ConfigurationStoreContract
{
    protected override Task<TestStore> NewStore(int shards) => PgStore.New(shards);
}
