using PosMonitor.Storage;

namespace PosMonitor.Postgres;

public sealed class PostgresKeyStoreTests : KeyStoreContract
{
    protected override Task<TestStore> NewStore(int shards) => PgStore.New(shards);
}
