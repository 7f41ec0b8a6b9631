using PosMonitor.Access;
using PosMonitor.Shards;

namespace PosMonitor.Overviews;

/// <summary>A cut in the names of a shard: whether an acquirer is let through is asked of every terminal or transaction.</summary>
internal sealed class AcquirerNames(Names names, AcquirerCut? cut)
{
    private readonly HashSet<int>? _names = cut?.Acquirers.Select(names.Find).Where(name => name >= 0).ToHashSet();

    /// <summary>True where everybody is let through.</summary>
    public bool HasAll => _names is null;

    public bool Has(int acquirer) => _names is null || _names.Contains(acquirer);
}
