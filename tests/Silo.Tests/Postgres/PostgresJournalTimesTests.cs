using PosMonitor.Storage;

namespace PosMonitor.Postgres;

public sealed class PostgresJournalTimesTests : JournalTimesContract
{
    protected override Task<TestStore> NewStore(int shards) => PgStore.New(shards);
}
