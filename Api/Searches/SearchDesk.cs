using System.Text;
using System.Text.RegularExpressions;
using PosMonitor.Access;
using PosMonitor.Alerts;
using PosMonitor.Events;
using PosMonitor.Explanations;
using PosMonitor.Parties;
using PosMonitor.Queries;
using PosMonitor.Secrets;

namespace PosMonitor.Searches;

/// <summary>Finds what people type into one box, by the form that it has.</summary>
/// <param name="grains">Where to ask.</param>
/// <param name="seal">The keys of transactions that are card numbers are known by their seal only.</param>
/// <param name="cut">The acquirers that the reader may see; null for all.</param>
internal sealed partial class SearchDesk(IGrainFactory grains, GatewaySeal seal, AcquirerCut? cut)
{
    /// <summary>How much is found at the most.</summary>
    public const int Most = 20;

    private readonly ServiceDesk _transactions = new(grains, cut);

    /// <param name="text">What was typed.</param>
    /// <param name="zone">Of times without an offset.</param>
    /// <param name="server">The server's clock.</param>
    /// <param name="cancellation">The reader left.</param>
    public async Task<IReadOnlyList<SearchItem>> Find(string text, TimeZoneInfo zone, DateTimeOffset server, CancellationToken cancellation)
    {
        if (text.Contains(' ', StringComparison.Ordinal))
            return await FindCard(text, zone, server);
        if (text.Split('/') is [var acquirer, var terminal, var txn])
            return Ids.IsAcquirer(acquirer) && Ids.IsTerminal(terminal) && Ids.IsTxn(txn)
                && await _transactions.Find(acquirer, terminal, await seal.Seal(txn, cancellation)) is { } transaction ? [SearchItem.Of(transaction)] : [];
        if (text.Split('/') is [var itsAcquirer, var id])
            return cut?.Has(itsAcquirer) == false || !Ids.IsAcquirer(itsAcquirer) ? [] : await FindId(id, new AcquirerCut([itsAcquirer]), cancellation);
        if (AlertId().IsMatch(text) && await grains.GetGrain<IAlertArchiveGrain>(0).Get(text, cut) is { } alert)
            return [SearchItem.Of(alert.Alert)];
        return await FindId(text, cut, cancellation);
    }

    private async Task<IReadOnlyList<SearchItem>> FindCard(string text, TimeZoneInfo zone, DateTimeOffset server)
    {
        // With the stream clock it is as late as the events say.
        var now = (await grains.GetGrain<IFleetGrain>(0).GetFleet(AcquirerCut.Nothing)).SettledThrough ?? server;
        return CardWords.Read(text, now, zone, cut, Most) is { } card ? [.. (await _transactions.Find(card)).Select(SearchItem.Of)] : [];
    }

    private async Task<IReadOnlyList<SearchItem>> FindId(string text, AcquirerCut? among, CancellationToken cancellation)
    {
        // What may be a card number is nobody's id here; as the key of a transaction only its seal is looked for.
        var id = Ids.IsId(text, Identifiers.MerchantLength) && !CardNumbers.AreInKey(Encoding.UTF8.GetBytes(text)) ? text : null;
        var txn = Ids.IsTxn(text) ? await seal.Seal(text, cancellation) : null;
        if (id is null && txn is null)
            return [];
        return [.. (await grains.GetGrain<IFleetGrain>(0).Search(new SearchQuery(id, txn, Most, among))).Select(SearchItem.Of)];
    }

    [GeneratedRegex("^[a-z-]{1,64}-[0-9a-f]{32}$")]
    private static partial Regex AlertId();
}
