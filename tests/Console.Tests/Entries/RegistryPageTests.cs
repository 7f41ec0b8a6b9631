using System.Text;
using Microsoft.Playwright;
using PosMonitor.Operations.Browsers;

namespace PosMonitor.Operations.Entries;

/// <summary>Acquirers and terminals are registered, one by one and many at once.</summary>
[Collection(SharedConsole.Name)]
public sealed class RegistryPageTests(SharedConsole shared)
{
    [Fact]
    public async Task An_acquirer_is_registered_checked_as_one_types()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/registry");
        await Assertions.Expect(visitor.Page.Locator("main")).ToContainTextAsync("shengpay");
        await visitor.Open("/registry/acquirers/newpay");
        await Assertions.Expect(visitor.Page.Locator("main")).ToContainTextAsync("not registered");

        await visitor.Page.FillAsync("#entry-name", "New Pay");
        await visitor.Page.FillAsync("#entry-name-zh", "新付");
        await visitor.Page.SelectOptionAsync("#entry-licensed", "true");
        await visitor.Page.FillAsync("#entry-clearing", "nucc, cups");
        await visitor.Page.FillAsync("#entry-timeZone", "Mars/Olympus");
        await Assertions.Expect(visitor.Page.Locator("#entry-timeZone-note")).ToContainTextAsync("allowed is a name of the IANA time zone database");
        var save = visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Save" });
        await Assertions.Expect(save).ToBeDisabledAsync();
        await visitor.Page.FillAsync("#entry-timeZone", "Asia/Urumqi");
        await visitor.Page.FillAsync("#entry-codes", "51 sad");
        await Assertions.Expect(visitor.Page.Locator("#entry-codes-note")).ToContainTextAsync("codes is wrong");
        await visitor.Page.FillAsync("#entry-codes", "51 failed operation\n00 approved");
        await save.ClickAsync();

        await Assertions.Expect(visitor.Page.Locator("form.panel [role=status]")).ToHaveTextAsync("Saved.");
        var entry = await shared.Monitor.Client.Get("/v1/registry/acquirers/newpay");
        Assert.Equal("新付", entry.GetProperty("name").GetProperty("zh").GetString());
        Assert.True(entry.GetProperty("licensed").GetBoolean());
        Assert.Equal(["nucc", "cups"], entry.GetProperty("clearing").EnumerateArray().Select(id => id.GetString()));
        Assert.Equal("operation", entry.GetProperty("codes").GetProperty("51").GetProperty("cause").GetString());
        await Assertions.Expect(visitor.Page.Locator("section", new() { HasText = "History" })).ToContainTextAsync("Asia/Urumqi");
    }

    [Fact]
    public async Task A_terminal_is_found_changed_and_not_overwritten_when_somebody_else_was_faster()
    {
        await shared.Monitor.Client.Configure("registry/terminals/lakala/R1", """{"merchant":"M1","serial":"A-1"}""");
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/registry");
        var form = visitor.Page.Locator("form", new() { HasText = "Open or register a terminal" });
        await form.Locator("input").First.FillAsync("lakala");
        await form.Locator("input").Last.FillAsync("R1");
        await form.Locator("button").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#entry-serial")).ToHaveValueAsync("A-1");

        await visitor.Page.FillAsync("#entry-lat", "31.2");
        await Assertions.Expect(visitor.Page.Locator("main")).ToContainTextAsync("lat and lon are given together or not at all.");
        await visitor.Page.FillAsync("#entry-lon", "121.5");
        await shared.Monitor.Client.Configure("registry/terminals/lakala/R1", """{"merchant":"M1","serial":"A-2"}""");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".notice")).ToContainTextAsync("Somebody else was faster");
        Assert.Equal("A-2", (await shared.Monitor.Client.Get("/v1/registry/terminals/lakala/R1")).GetProperty("serial").GetString());
    }

    [Fact]
    public async Task A_file_of_terminals_is_taken_and_each_row_is_reported()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/registry");
        await visitor.Page.SetInputFilesAsync("input[type=file]", new FilePayload
        {
            Name = "terminals.csv",
            MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes("acquirer,terminal,merchant,lat,lon\nlakala,U1,M1,,\nlakala,U2,M1,95,10\nlakala,U3,M1,31,121\n"),
        });
        var report = visitor.Page.Locator("section", new() { HasText = "Register many terminals" });
        await Assertions.Expect(report.GetByRole(AriaRole.Status)).ToHaveTextAsync("terminals.csv: 2 accepted (2 new, 0 changed, 0 as they were), 1 rejected");
        await Assertions.Expect(report.Locator("tbody tr", new() { HasText = "rejected" })).ToContainTextAsync("lat is wrong; allowed is -90 to 90.");
        await Pages.EveryPageTests.AssertAccessible(visitor, "The report of a file");
        Assert.Equal("M1", (await shared.Monitor.Client.Get("/v1/registry/terminals/lakala/U3")).GetProperty("merchant").GetString());
    }
}
