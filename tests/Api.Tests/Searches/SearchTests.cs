using System.Text.Json;
using PosMonitor.Hosting;

namespace PosMonitor.Searches;

public sealed class SearchTests : IAsyncLifetime
{
    // Passes the check of card numbers.
    private const string CardNumber = "6222021234567894";
    private RunningMonitor _monitor = null!;
    private HttpClient _alpha = null!;

    public async Task InitializeAsync()
    {
        _monitor = await RunningMonitor.Start();
        _alpha = _monitor.ClientOf((await _monitor.MakeKey("viewer", "alpha")).Key);
        await _monitor.Post(
            Request("alpha", "T1", "M1", "X1", "04:00:00", 1250, "alpha-bank"), Request("alpha", "T10", "M1", "X2", "04:06:00", 1250, "alpha-bank"),
            Request("beta", "T1", "M10", "X1", "04:02:00", 1250, "beta-bank"), Request("beta", "T12", "T1", CardNumber, "04:00:00", 1250, "beta-bank"),
            """{"type":"response","time":"2026-01-31T04:00:01Z","acquirer":"alpha","terminal":"T1","txn":"X1","code":"00"}""",
            """{"type":"watermark","time":"2026-01-31T04:10:00Z"}""");
        await _monitor.Settled(new DateTimeOffset(2026, 1, 31, 4, 10, 0, TimeSpan.Zero));
    }

    public async Task DisposeAsync()
    {
        _alpha.Dispose();
        await _monitor.DisposeAsync();
    }

    [Theory]
    [InlineData("T1", "merchant beta/T1", "terminal alpha/T1", "terminal beta/T1", "terminal alpha/T10", "terminal beta/T12")]
    [InlineData("T12", "terminal beta/T12")]
    [InlineData("M", "merchant alpha/M1", "merchant beta/M10")]
    [InlineData("alpha", "acquirer alpha", "issuer alpha-bank")]
    [InlineData("beta-bank", "issuer beta-bank")]
    [InlineData("X1", "transaction alpha/T1/X1", "transaction beta/T1/X1")]
    [InlineData("X", new string[0])]
    [InlineData("beta/T1/X1", "transaction beta/T1/X1")]
    [InlineData("beta/T1/X9", new string[0])]
    [InlineData("beta/T1", "merchant beta/T1", "terminal beta/T1", "terminal beta/T12")]
    [InlineData("beta/T9", new string[0])]
    [InlineData("be ta/T1", new string[0])]
    [InlineData("no such thing", new string[0])]
    [InlineData("终端", new string[0])]
    public async Task What_has_the_id_is_found_best_first(string text, params string[] expected) => Assert.Equal(expected, await Find(_monitor.Client, text));

    [Theory]
    [InlineData("1234 12.50 04:00", "alpha/T1/X1 beta/T1/X1 beta/T12/h:")]
    [InlineData("1234 12.5 4:01", "alpha/T1/X1 beta/T1/X1 beta/T12/h:")]
    [InlineData("1234 1250 2026-01-31T04:05Z", "alpha/T10/X2 beta/T1/X1")]
    [InlineData("1234 1250 2026-01-31 04:05", "alpha/T10/X2 beta/T1/X1")]
    [InlineData("1234 1250 2026-01-31T12:05+08:00", "alpha/T10/X2 beta/T1/X1")]
    [InlineData("622202*1234 12.50 2026-01-31T04:05:30", "alpha/T10/X2 beta/T1/X1")]
    [InlineData("6222 0200 0003 1234 12.50 04:05", "alpha/T10/X2 beta/T1/X1")]
    [InlineData("1234 12.51 04:00", "")]
    [InlineData("1235 12.50 04:00", "")]
    [InlineData("1234 12.50 04:20", "")]
    [InlineData("1234 12.500 04:00", "")]
    [InlineData("1234 12.50 25:00", "")]
    public async Task A_payment_is_found_as_a_cardholder_remembers_it(string text, string expected)
    {
        var found = (await Find(_monitor.Client, text)).Select(item => item["transaction ".Length..]).Select(item => item.Contains("/h:", StringComparison.Ordinal) ? "beta/T12/h:" : item);
        Assert.Equal(expected, string.Join(' ', found.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_time_of_day_is_one_of_the_time_zone() =>
        Assert.Equal(["transaction alpha/T10/X2", "transaction beta/T1/X1"], (await Find(_monitor.Client, "1234 12.50 12:05", "&timeZone=Asia/Shanghai")).Order(StringComparer.Ordinal));

    [Fact]
    public async Task An_alert_is_found_by_its_id()
    {
        var alert = (await _monitor.Get("/v1/alerts?acquirer=alpha&limit=1")).GetProperty("items")[0];
        var id = alert.GetProperty("id").GetString()!;

        var found = Assert.Single((await _monitor.Get($"/v1/search?q={id}")).GetProperty("items").EnumerateArray());
        Assert.Equal(("alert", id, "alpha"), (found.GetProperty("kind").GetString(), found.GetProperty("alert").GetString(), found.GetProperty("acquirer").GetString()));
        Assert.Equal(alert.GetProperty("title").GetRawText(), found.GetProperty("label").GetRawText());
        Assert.Empty(await Find(_monitor.Client, id[..^1] + (id[^1] == '0' ? '1' : '0')));
    }

    [Fact]
    public async Task An_item_has_the_ids_of_its_path_and_a_line_for_people()
    {
        var item = (await _monitor.Get("/v1/search?q=T10")).GetProperty("items")[0];
        Assert.Equal("""{"kind":"terminal","acquirer":"alpha","terminal":"T10","merchant":"M1","txn":null,"issuer":null,"alert":null,"label":{"en":"Terminal T10 of alpha, merchant M1","zh":"alpha 终端 T10，商户 M1"}}""", item.GetRawText());
    }

    [Fact]
    public async Task What_is_not_the_readers_is_not_found()
    {
        var theirs = (await _monitor.Get("/v1/alerts?acquirer=beta&limit=1")).GetProperty("items")[0].GetProperty("id").GetString()!;

        Assert.Equal(["terminal alpha/T1", "terminal alpha/T10"], await Find(_alpha, "T1"));
        Assert.Equal(["transaction alpha/T1/X1"], await Find(_alpha, "X1"));
        Assert.Equal(["transaction alpha/T1/X1"], await Find(_alpha, "1234 12.50 04:00"));
        foreach (var text in new[] { "beta", "beta-bank", "beta/T1", "beta/T1/X1", "M10", theirs, CardNumber })
            Assert.Empty(await Find(_alpha, text));
    }

    [Theory]
    [InlineData(CardNumber)]
    [InlineData("6222-0212-3456-7894")]
    [InlineData("6222 0212 3456 7894")]
    [InlineData("6222021234567894 12.50 04:00")]
    [InlineData("beta/T12/6222021234567894")]
    public async Task A_card_number_is_never_said_again(string text)
    {
        using var answer = await _monitor.Client.GetAsync(Path(text));
        Assert.True(answer.IsSuccessStatusCode);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("6222021234567894", body, StringComparison.Ordinal);
        Assert.DoesNotContain("345678", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_whose_key_is_a_card_number_is_found_by_it_and_told_by_its_seal()
    {
        var found = Assert.Single(await Find(_monitor.Client, CardNumber));
        Assert.StartsWith("transaction beta/T12/h:", found, StringComparison.Ordinal);
        Assert.Equal([found], await Find(_monitor.Client, $"beta/T12/{CardNumber}"));
    }

    private static string Request(string acquirer, string terminal, string merchant, string txn, string time, int amount, string issuer) =>
        $$"""{"type":"request","time":"2026-01-31T{{time}}Z","acquirer":"{{acquirer}}","terminal":"{{terminal}}","merchant":"{{merchant}}","txn":"{{txn}}","amount":{{amount}},"issuer":"{{issuer}}","card":"622202*1234"}""";

    private static Uri Path(string text, string more = "") => new($"/v1/search?q={Uri.EscapeDataString(text)}{more}", UriKind.Relative);

    private static async Task<IEnumerable<string>> Find(HttpClient client, string text, string more = "") =>
        JsonDocument.Parse(await client.GetStringAsync(Path(text, more))).RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("kind").GetString() switch
        {
            "alert" => $"alert {item.GetProperty("alert").GetString()}",
            "issuer" => $"issuer {item.GetProperty("issuer").GetString()}",
            "acquirer" => $"acquirer {item.GetProperty("acquirer").GetString()}",
            "merchant" => $"merchant {item.GetProperty("acquirer").GetString()}/{item.GetProperty("merchant").GetString()}",
            "terminal" => $"terminal {item.GetProperty("acquirer").GetString()}/{item.GetProperty("terminal").GetString()}",
            _ => $"transaction {item.GetProperty("acquirer").GetString()}/{item.GetProperty("terminal").GetString()}/{item.GetProperty("txn").GetString()}",
        });
}
