using Microsoft.AspNetCore.WebUtilities;

namespace PosMonitor.Operations.Desk;

/// <summary>What the service desk asks, as it stands in the address: the parameters of <c>/v1/explain</c>, of a card never more than the last four digits.</summary>
internal sealed record DeskQuery(string? Acquirer, string? Terminal, string? Txn, string? Card, string? Amount, string? Time, string? Currency)
{
    /// <summary>Whether it asks for one transaction by its key.</summary>
    public bool HasKey => Acquirer is not null && Terminal is not null && Txn is not null;

    /// <summary>Whether it asks for those that a customer may mean.</summary>
    public bool HasCard => Card is not null && Amount is not null && Time is not null;

    /// <summary>Where it stands in the console.</summary>
    public string Address => With("/explain");

    /// <summary>What the HTTP interface is asked.</summary>
    public string Path => With("/v1/explain");

    /// <summary>One from an address, where everything may stand.</summary>
    public static DeskQuery Read(string? acquirer, string? terminal, string? txn, string? card, string? amount, string? time, string? currency) => new(
        TextOf(acquirer), TextOf(terminal), TextOf(txn), Empty(LastFour.OfCard(card)), TextOf(amount), TextOf(time), TextOf(currency));

    private string With(string path) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["acquirer"] = Acquirer,
        ["terminal"] = Terminal,
        ["txn"] = Txn,
        ["card"] = Card,
        ["amount"] = Amount,
        ["time"] = Time,
        ["currency"] = Currency,
    }.Where(pair => pair.Value is not null));

    private static string? TextOf(string? text) => Empty(LastFour.OfText(text));

    private static string? Empty(string text) => text.Length == 0 ? null : text;
}
