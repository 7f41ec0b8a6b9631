namespace PosMonitor.Sqlite;

/// <summary>A secret, where there is none of its name.</summary>
internal sealed class SecretWrite(string name, byte[] value) : WriteJob
{
    public override Exception? Refusal(StoreHeads heads) => null;

    public override void Write(WriteSession session) =>
        session.Command("INSERT INTO secret VALUES($name, $value) ON CONFLICT DO NOTHING", "$name", "$value").With(name, value).ExecuteNonQuery();
}
