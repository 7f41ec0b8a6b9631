namespace PosMonitor.Overviews;

/// <summary>The map of the fleet by columns: what stands at one place in each of them is one group. A third of the size of <see cref="MapAnswer"/>.</summary>
public sealed record MapColumns(
    IReadOnlyList<string> Acquirer, IReadOnlyList<string?> Merchant, IReadOnlyList<int> Terminals, IReadOnlyList<int> Failing, IReadOnlyList<int> Slow,
    IReadOnlyList<int> Silent, IReadOnlyList<int> OffDuty, IReadOnlyList<int> Active, IReadOnlyList<int> Idle, IReadOnlyList<int> Finished, IReadOnlyList<int> Failures)
{
    public static MapColumns Of(List<MapGroup> groups) => new(
        groups.ConvertAll(group => group.Acquirer), groups.ConvertAll(group => group.Merchant), groups.ConvertAll(group => group.Terminals),
        groups.ConvertAll(group => group.Failing), groups.ConvertAll(group => group.Slow), groups.ConvertAll(group => group.Silent),
        groups.ConvertAll(group => group.OffDuty), groups.ConvertAll(group => group.Active), groups.ConvertAll(group => group.Idle),
        groups.ConvertAll(group => group.Finished), groups.ConvertAll(group => group.Failures));
}
