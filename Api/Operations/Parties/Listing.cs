using PosMonitor.Operations.Gateway;
using PosMonitor.Queries;

namespace PosMonitor.Operations.Parties;

/// <summary>One page of a list of the HTTP interface, kept while a page is open.</summary>
internal sealed class Listing<T>
{
    private const int PageSize = 50;

    /// <summary>What is on the page; null until it was read.</summary>
    public IReadOnlyList<T>? Items { get; private set; }

    /// <summary>The cursor of the page that is shown; null for the first.</summary>
    public string? Cursor { get; set; }

    /// <summary>The cursor of the page that follows; null for none.</summary>
    public string? Next { get; private set; }

    /// <summary>Reads the page of <see cref="Cursor"/>.</summary>
    /// <param name="gateway">Where to ask.</param>
    /// <param name="path">The list, with its filters.</param>
    /// <param name="leaving">Ends when nobody waits for it any more.</param>
    public async Task Read(GatewayClient gateway, string path, CancellationToken leaving)
    {
        var asked = Cursor;
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var page = await gateway.Get<ListAnswer<T>>($"{path}{separator}limit={PageSize}{(asked is null ? "" : $"&cursor={Uri.EscapeDataString(asked)}")}", leaving);
        // Somebody may have gone on to another page meanwhile.
        if (asked == Cursor)
            (Items, Next) = (page.Items, page.Next);
    }

    /// <summary>Back to a first page that is still to be read.</summary>
    public void Clear() => (Items, Cursor, Next) = (null, null, null);
}
