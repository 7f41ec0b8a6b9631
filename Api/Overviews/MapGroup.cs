namespace PosMonitor.Overviews;

/// <summary>A group of terminals on the map.</summary>
/// <param name="Acquirer">Whose terminals they are.</param>
/// <param name="Merchant">The merchant that they are bound to; null for those without one, for all merchants that are not shown by themselves, and by acquirer.</param>
/// <param name="Terminals">How many there are: the sum of the six that follow.</param>
/// <param name="Finished">Transactions in the terminals' windows: of each the last 20, none over 15 minutes older than its newest.</param>
/// <param name="Failures">How many of those are failures.</param>
/// <param name="Failing">Terminals with that status, as are the next five.</param>
/// <param name="Slow">Terminals with that status.</param>
/// <param name="Silent">Terminals with that status.</param>
/// <param name="OffDuty">Terminals with that status.</param>
/// <param name="Active">Terminals with that status.</param>
/// <param name="Idle">Terminals with that status.</param>
public sealed record MapGroup(
    string Acquirer, string? Merchant, int Terminals, int Failing, int Slow, int Silent, int OffDuty, int Active, int Idle, int Finished, int Failures)
{
    /// <summary>All groups of a tally, by acquirer and merchant; those without a merchant come first.</summary>
    public static List<MapGroup> Of(Tally tally)
    {
        var book = new TallyBook(MapGroups.Width);
        book.Add(tally);
        List<MapGroup> groups = new(book.Groups);
        for (var group = 0; group < book.Groups; group++)
        {
            var (acquirer, merchant) = PartyKey.Read(book.KeyOf(group));
            var of = book[group];
            groups.Add(new MapGroup(
                acquirer, merchant, of[(int)MapCount.Terminals], of[(int)MapCount.Failing], of[(int)MapCount.Slow], of[(int)MapCount.Silent],
                of[(int)MapCount.OffDuty], of[(int)MapCount.Active], of[(int)MapCount.Idle], of[(int)MapCount.Finished], of[(int)MapCount.Failures]));
        }
        groups.Sort((one, other) => string.CompareOrdinal(one.Acquirer, other.Acquirer) is not 0 and var order ? order : string.CompareOrdinal(one.Merchant, other.Merchant));
        return groups;
    }
}
