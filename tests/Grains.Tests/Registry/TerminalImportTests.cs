using PosMonitor.Settings;

namespace PosMonitor.Registry;

public sealed class TerminalImportTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_new_is_created_what_differs_is_updated_and_the_rest_stays()
    {
        var (import, changes) = Run([Known("lakala/T1", "M1"), Known("lakala/T2", "M2")], Row("T1", "M1"), Row("T2", "M3"), Row("T3", null));

        Assert.Equal("Unchanged Updated Created", Outcomes(import));
        Assert.Equal([(8L, "lakala/T2"), (9L, "lakala/T3")], changes.Select(change => (change.Version, change.Key)));
        Assert.All(changes, change => Assert.Equal((ConfigurationKind.Terminal, "ann", Noon), (change.Kind, change.By, change.At)));
        Assert.Equal("M3", TerminalEntry.Parse(changes[0].Body!).Merchant);
    }

    [Fact]
    public void Of_a_terminal_in_several_rows_the_last_good_one_counts()
    {
        var (import, changes) = Run([], Row("T1", "M1"), Row("T2", "M1"), Row("T1", "M2"), Row("T1", "no good"));

        Assert.Equal("Unchanged Created Created Rejected", Outcomes(import));
        Assert.Contains("later row", import.Results[0].Message, StringComparison.Ordinal);
        Assert.Equal([("lakala/T2", "M1"), ("lakala/T1", "M2")], changes.Select(change => (change.Key, TerminalEntry.Parse(change.Body!).Merchant)));
    }

    [Fact]
    public void A_row_that_says_again_what_is_so_after_one_that_did_not_changes_nothing()
    {
        var (import, changes) = Run([Known("lakala/T1", "M1")], Row("T1", "M2"), Row("T1", "M1"));

        Assert.Equal("Unchanged Unchanged", Outcomes(import));
        Assert.Empty(changes);
    }

    [Theory]
    [InlineData("", "T1", null, null, null, null, "acquirer is wrong; allowed is an id, [A-Za-z0-9._-]{1,32}.")]
    [InlineData("lakala", "a terminal", null, null, null, null, "terminal is wrong; allowed is an id, [A-Za-z0-9._-]{1,16}.")]
    [InlineData("lakala", "T1234567890123456", null, null, null, null, "terminal is wrong; allowed is an id, [A-Za-z0-9._-]{1,16}.")]
    [InlineData("lakala", "T1", "", null, null, null, "merchant is wrong; allowed is an id, [A-Za-z0-9._-]{1,32}.")]
    [InlineData("lakala", "T1", null, "a\nb", null, null, "serial is wrong; allowed is a text of 1 to 64 characters.")]
    [InlineData("lakala", "T1", null, "4111 1111 1111 1111", null, null, "serial is wrong; it looks like the number or the track of a card, which is not taken.")]
    [InlineData("lakala", "T1", null, null, 91.0, 0.0, "lat is wrong; allowed is -90 to 90.")]
    [InlineData("lakala", "T1", null, null, double.NaN, 0.0, "lat is wrong; allowed is -90 to 90.")]
    [InlineData("lakala", "T1", null, null, 1.0, null, "lat and lon are given together or not at all.")]
    [InlineData("a/b", "", null, null, null, null, "acquirer is wrong; allowed is an id, [A-Za-z0-9._-]{1,32}. terminal is wrong; allowed is an id, [A-Za-z0-9._-]{1,16}.")]
    public void A_bad_row_is_told_what_is_allowed(string acquirer, string terminal, string? merchant, string? serial, double? lat, double? lon, string message)
    {
        var (import, changes) = Run([], new TerminalRow(acquirer, terminal, merchant, serial, null, lat, lon), Row("T9", null));

        Assert.Equal(new TerminalRowResult(TerminalRowOutcome.Rejected, message), import.Results[0]);
        Assert.Equal("lakala/T9", Assert.Single(changes).Key);
    }

    private static (TerminalImport Import, List<ConfigurationChange> Changes) Run(RegistryEntry[] known, params TerminalRow[] rows)
    {
        var import = new TerminalImport(rows);
        return (import, import.Changes(known, 7, "ann", Noon));
    }

    private static string Outcomes(TerminalImport import) => string.Join(' ', import.Results.Select(result => result.Outcome));

    private static TerminalRow Row(string terminal, string? merchant) => new("lakala", terminal, merchant, null, null, null, null);

    private static RegistryEntry Known(string key, string merchant) => new(key, new TerminalEntry { Merchant = merchant }.ToJson(), 1);
}
