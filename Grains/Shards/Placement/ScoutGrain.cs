namespace PosMonitor.Shards.Placement;

/// <summary>Shows the way from one silo to another.</summary>
public sealed class ScoutGrain(ILocalSiloDetails local) : Grain, IScoutGrain
{
    public Task<SiloAddress> Where() => Task.FromResult(local.SiloAddress);

    public Task Move()
    {
        this.MigrateOnIdle();
        return Task.CompletedTask;
    }
}
