using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PosMonitor.Settings;

namespace PosMonitor.Registry;

/// <summary>Many terminals at once over HTTP. Each test has an acquirer of its own.</summary>
public sealed class TerminalUploadTests(ConfigurationApp app) : IClassFixture<ConfigurationApp>
{
    private const string Path = "/v1/registry/terminals";
    private const string Csv = "text/csv", Lines = "application/x-ndjson";

    [Fact]
    public async Task A_table_has_its_columns_in_any_order_and_fields_in_quotes()
    {
        const string body = "\uFEFFmodel,lon,lat,Terminal,\"acquirer\"\r\n\"N5, \"\"white\"\"\",121.5,31.25,T1,csv\r\n\r\n,,,T2,csv\r\n新大陆,\"121.5\",\"31.25\",T3,\"csv\"";
        var answer = await Take(ConfigurationApp.Text(body, Csv + "; charset=utf-8"));

        Assert.Equal("2:created 4:created 5:created", Rows(answer));
        Assert.Equal((3, 0, 3, 0, 0), Counts(answer));
        Assert.Equal("""N5, "white"|31.25|121.5""", await Entry("csv/T1"));
        Assert.Equal("||", await Entry("csv/T2"));
        Assert.Equal("新大陆|31.25|121.5", await Entry("csv/T3"));
    }

    [Fact]
    public async Task Lines_of_json_say_the_same()
    {
        const string body = """
            {"acquirer":"lines","terminal":"T1","model":"N5","lat":31.25,"lon":121.5}

            {"terminal":"T2","acquirer":"lines","model":null}
            """;
        var answer = await Take(ConfigurationApp.Bytes([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(body.ReplaceLineEndings("\r\n"))], Lines));

        Assert.Equal("1:created 3:created", Rows(answer));
        Assert.Equal("N5|31.25|121.5", await Entry("lines/T1"));
        Assert.Equal("||", await Entry("lines/T2"));
    }

    [Fact]
    public async Task Bad_rows_cost_only_themselves()
    {
        await app.Take(Path + "/mixed/T1", """{"model":"old"}""");
        await app.Take(Path + "/mixed/T2", """{"model":"N5"}""");
        string[] rows =
        [
            "acquirer,terminal,model,lat,lon", "mixed,T1,new,,", "mixed,T2,N5,,", "mixed,T3,a", "mixed,T 4,a,,", "mixed,T5,a,x,1", "mixed,T6,\"a\"b,,", "mixed,T7,\"open,,",
            "mixed,T8,6222021234567894,,", ",T9,a,,", "mixed,T10,a,91,1", "mixed,T11,a,1,1", "mixed,T12,first,,", "mixed,T12,second,,", "mixed,T11,a b c,1,,",
        ];
        var answer = await Take(ConfigurationApp.Text(string.Join('\n', rows), Csv));

        Assert.Equal(
            "2:updated 3:unchanged 4:rejected 5:rejected 6:rejected 7:rejected 8:rejected 9:rejected 10:rejected 11:rejected 12:created 13:unchanged 14:created 15:rejected", Rows(answer));
        Assert.Equal((5, 9, 2, 1, 2), Counts(answer));
        List<string?> messages = [.. answer["rows"]!.AsArray().Select(row => (string?)row!["message"])];
        Assert.Equal(
            [
                null, null, "The row has another number of fields than the header.", "terminal is wrong; allowed is an id, [A-Za-z0-9._-]{1,16}.", "lat is wrong; allowed is -90 to 90.",
                "The quoting is wrong.", "The quoting is wrong.", "model is wrong; it looks like the number or the track of a card, which is not taken.",
                "acquirer is wrong; allowed is an id, [A-Za-z0-9._-]{1,32}.", "lat is wrong; allowed is -90 to 90.", null,
                "A later row is about the same terminal; that one counts.", null, "The row has another number of fields than the header.",
            ],
            messages);
        Assert.Equal("second||", await Entry("mixed/T12"));
        Assert.Equal(["T1", "T11", "T12", "T2"], (await app.Get(Path + "/mixed"))["items"]!.AsArray().Select(item => (string)item!["terminal"]!));
    }

    [Fact]
    public async Task Bad_lines_of_json_cost_only_themselves()
    {
        string[] rows =
        [
            """{"acquirer":"bad","terminal":"T1"}""", """{"acquirer":"bad","terminal":"T2",""", "[]", """{"acquirer":"bad"}""", """{"acquirer":"bad","terminal":7}""",
            """{"acquirer":"bad","terminal":"T3","serial":"\ud800"}""", """{"acquirer":"bad","terminal":"T4","colour":"red"}""", """{"acquirer":"bad","terminal":"T5","lat":"31"}""",
        ];
        var answer = await Take(ConfigurationApp.Text(string.Join('\n', rows), Lines));

        Assert.Equal("1:created 2:rejected 3:rejected 4:rejected 5:rejected 6:rejected 7:rejected 8:rejected", Rows(answer));
    }

    [Fact]
    public async Task A_row_that_is_not_utf_8_is_told_so()
    {
        var body = Encoding.UTF8.GetBytes("acquirer,terminal,model\ngbk,T1,").Concat(new byte[] { 0xd0, 0xc2, 0x0a }).Concat(Encoding.UTF8.GetBytes("gbk,T2,N5\n")).ToArray();
        var answer = await Take(ConfigurationApp.Bytes(body, Csv));

        Assert.Equal("2:rejected 3:created", Rows(answer));
        Assert.Equal("The row is not UTF-8.", (string)answer["rows"]![0]!["message"]!);
    }

    [Theory]
    [InlineData("", Csv)]
    [InlineData("acquirer,terminal", Csv)]
    [InlineData("acquirer,merchant\na,b", Csv)]
    [InlineData("acquirer,terminal,acquirer\na,b,c", Csv)]
    [InlineData("acquirer,terminal,colour\na,b,c", Csv)]
    [InlineData("acquirer;terminal\na;b", Csv)]
    [InlineData("acquirer,terminal\na\nb", Csv)]
    [InlineData("", Lines)]
    [InlineData("acquirer,terminal\na,b", Lines)]
    public async Task A_body_without_a_row_that_can_be_read_is_refused(string body, string type)
    {
        var (status, problem, answer) = await app.Send(HttpMethod.Post, Path, ConfigurationApp.Text(body, type));

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (status, answer.Content.Headers.ContentType!.MediaType));
        Assert.Contains("row", (string)problem!["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compressed_bodies_are_taken()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            await gzip.WriteAsync("acquirer,terminal\npacked,T1\n"u8.ToArray());
        Assert.Equal("2:created", Rows(await Take(ConfigurationApp.Bytes(packed.ToArray(), Csv, "gzip"))));
        packed.SetLength(0);
        await using (var brotli = new BrotliStream(packed, CompressionMode.Compress, leaveOpen: true))
            await brotli.WriteAsync("""{"acquirer":"packed","terminal":"T2"}"""u8.ToArray());
        Assert.Equal("1:created", Rows(await Take(ConfigurationApp.Bytes(packed.ToArray(), Lines, "br"))));
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Send(HttpMethod.Post, Path, ConfigurationApp.Bytes("no gzip"u8.ToArray(), Csv, "gzip"))).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await app.Send(HttpMethod.Post, Path, ConfigurationApp.Bytes("acquirer,terminal"u8.ToArray(), Csv, "zstd"))).Status);
    }

    [Fact]
    public async Task What_is_too_much_or_of_another_form_is_refused_whole()
    {
        var many = new StringBuilder("acquirer,terminal\n").Insert(18, "many,T1\n", TerminalUpload.MostRows + 1).ToString();
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await app.Send(HttpMethod.Post, Path, ConfigurationApp.Text(many, Csv))).Status);
        var large = "acquirer,terminal,model\nmany,T1," + new string('x', 16 << 20);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await app.Send(HttpMethod.Post, Path, ConfigurationApp.Text(large, Csv))).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await app.Send(HttpMethod.Post, Path, ConfigurationApp.Text("[]", "application/json"))).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await app.Send(HttpMethod.Post, Path, ConfigurationApp.Text("acquirer,terminal\nmany,T1", Csv + "; charset=gbk"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Send(HttpMethod.Post, Path + "?dry=1", ConfigurationApp.Text("acquirer,terminal\nmany,T1", Csv))).Status);
        Assert.Empty((await app.Get(Path + "/many"))["items"]!.AsArray());
        using var till = app.IngestClient();
        using var forbidden = await till.PostAsync(Path, ConfigurationApp.Text("acquirer,terminal\nmany,T1", Csv));
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Fact]
    public async Task A_hundred_thousand_terminals_take_seconds()
    {
        var body = new StringBuilder("acquirer,terminal,merchant,serial,model,lat,lon\n");
        for (var terminal = 0; terminal < TerminalUpload.MostRows; terminal++)
            body.Append(System.Globalization.CultureInfo.InvariantCulture, $"fleet,{terminal:d8},M{terminal / 3},N5-{terminal:d8},Newland N5,31.{terminal:d6},121.{terminal:d6}\n");
        var watch = Stopwatch.StartNew();
        var answer = await Take(ConfigurationApp.Text(body.ToString(), Csv));

        Assert.Equal((100_000, 0, 100_000, 0, 0), Counts(answer));
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"it took {watch.Elapsed}");
        Assert.Equal("00099999", (string)(await app.Get(Path + "/fleet/00099999"))["terminal"]!);
        var told = 0;
        for (var shard = 0; shard < 4; shard++)
            told += (await app.Journalled(shard)).SelectMany(news => news.Changes).Select(change => change.Key).Distinct().Count(key => key.StartsWith("fleet/", StringComparison.Ordinal));
        Assert.Equal(100_000, told);
        Assert.Equal((100_000, 0, 0, 0, 100_000), Counts(await Take(ConfigurationApp.Text(body.ToString(), Csv))));
    }

    private async Task<JsonObject> Take(HttpContent body)
    {
        var (status, answer, _) = await app.Send(HttpMethod.Post, Path, body);
        Assert.True(status == HttpStatusCode.OK, $"{status}: {answer?.ToJsonString()}");
        return answer!;
    }

    private async Task<string> Entry(string terminal)
    {
        var entry = await app.Get($"{Path}/{terminal}");
        return $"{entry["model"]}|{entry["lat"]}|{entry["lon"]}";
    }

    private static string Rows(JsonObject answer) => string.Join(' ', answer["rows"]!.AsArray().Select(row => $"{row!["line"]}:{row["result"]}"));

    private static (int Accepted, int Rejected, int Created, int Updated, int Unchanged) Counts(JsonObject answer) =>
        ((int)answer["accepted"]!, (int)answer["rejected"]!, (int)answer["created"]!, (int)answer["updated"]!, (int)answer["unchanged"]!);
}
