using PosMonitor.Storage;

namespace PosMonitor.Postgres;

public sealed class PostgresSecretStoreTests : SecretStoreContract
{
    protected override Task<TestStore> NewStore(int shards) => PgStore.New(shards);
}
