using System.Globalization;
using PosMonitor.Access;
using PosMonitor.Alerts;
using PosMonitor.Events;
using PosMonitor.Registry;
using PosMonitor.Settings;
using PosMonitor.Terminals;
using PosMonitor.Transactions;

namespace PosMonitor.Explanations;

/// <summary>Gathers the facts of explanations from the grains.</summary>
/// <param name="grains">Where to ask.</param>
/// <param name="cut">The acquirers that the reader may see; null for all.</param>
internal sealed class ServiceDesk(IGrainFactory grains, AcquirerCut? cut)
{
    /// <summary>One transaction, or null.</summary>
    public async Task<ExplanationAnswer?> Explain(string acquirer, string terminal, string txn) =>
        await Find(acquirer, terminal, txn) is { } transaction ? await Explain(transaction) : null;

    /// <summary>Those that fit what is remembered, newest first.</summary>
    public async Task<IReadOnlyList<ExplanationAnswer>> Explain(CardQuery query) => await Task.WhenAll((await Find(query)).Select(Explain));

    /// <summary>The transactions that fit what is remembered, newest first.</summary>
    public async Task<IReadOnlyList<TransactionView>> Find(CardQuery query)
    {
        var found = await grains.GetGrain<ICardSearchGrain>(0).Find(query);
        var transactions = await Task.WhenAll(found.Select(request => Find(request.Acquirer, request.Terminal, request.Txn)));
        // What came for a transaction that was no longer held is in the journal, but not part of it.
        var fitting = transactions.OfType<TransactionView>().Where(transaction => transaction.Events.Any(e => Fits(e, query)));
        return [.. fitting.OrderByDescending(transaction => transaction.SortTime).ThenBy(transaction => transaction.Txn, StringComparer.Ordinal)];
    }

    /// <summary>A transaction that the reader may see, or null.</summary>
    public Task<TransactionView?> Find(string acquirer, string terminal, string txn) =>
        // What is not theirs is looked for where nothing can be.
        grains.GetGrain<ITerminalGrain>(TerminalKey.Of(cut?.Has(acquirer) != false ? acquirer : AcquirerCut.Nobody, terminal)).GetTransaction(txn);

    private async Task<ExplanationAnswer> Explain(TransactionView transaction)
    {
        var alerts = await TransactionAlerts.Of(grains.GetGrain<IAlertArchiveGrain>(0), transaction, cut);
        var terms = await grains.GetGrain<IConfigurationGrain>(0).GetTerms(transaction.Acquirer, transaction.Merchant, transaction.Issuer, transaction.Terminal);
        var settings = new DetectionOptions();
        SettingOverrides.Parse(terms.Settings).ApplyTo(settings);
        var acquirer = terms.Acquirer is { } entry ? AcquirerEntry.Parse(entry) : new AcquirerEntry();
        var facts = new ExplanationFacts(
            transaction, [.. alerts.Own.Select(alert => alert.Rule).Distinct()], settings, ResponseCodes.Shipped.With(acquirer.Codes), acquirer.TimeZone);
        return ExplanationAnswer.Of(facts, alerts);
    }

    private static bool Fits(PosEvent e, CardQuery query) =>
        e.Type == EventType.Request && e.Time >= query.From && e.Time < query.To && e.Amount == query.Amount
        && e.Card?.EndsWith(query.LastFour.ToString("D4", CultureInfo.InvariantCulture), StringComparison.Ordinal) == true;
}
