using System.Text.Json;
using System.Text.RegularExpressions;
using PosMonitor.Hosting;

namespace PosMonitor.Queries;

[Collection(SharedMonitor.Name)]
public sealed partial class DocumentationTests(SharedMonitor shared)
{
    [Theory]
    [InlineData("/v1/events", "post")]
    [InlineData("/v1/fleet", "get")]
    [InlineData("/v1/fleet/stream", "get")]
    [InlineData("/v1/fleet/history", "get")]
    [InlineData("/v1/fleet/map", "get")]
    [InlineData("/v1/fleet/worst", "get")]
    [InlineData("/v1/issuers/{issuer}/delays", "get")]
    [InlineData("/v1/acquirers", "get")]
    [InlineData("/v1/acquirers/{acquirer}", "get")]
    [InlineData("/v1/acquirers/{acquirer}/merchants", "get")]
    [InlineData("/v1/acquirers/{acquirer}/merchants/{merchant}", "get")]
    [InlineData("/v1/acquirers/{acquirer}/terminals", "get")]
    [InlineData("/v1/acquirers/{acquirer}/terminals/{terminal}", "get")]
    [InlineData("/v1/acquirers/{acquirer}/terminals/{terminal}/transactions", "get")]
    [InlineData("/v1/acquirers/{acquirer}/terminals/{terminal}/transactions/{txn}", "get")]
    [InlineData("/v1/explain", "get")]
    [InlineData("/v1/search", "get")]
    [InlineData("/v1/issuers", "get")]
    [InlineData("/v1/issuers/{issuer}", "get")]
    [InlineData("/v1/settings/fleet", "get")]
    [InlineData("/v1/settings/fleet", "put")]
    [InlineData("/v1/settings/fleet/history", "get")]
    [InlineData("/v1/settings/acquirer/{acquirer}", "get")]
    [InlineData("/v1/settings/acquirer/{acquirer}", "put")]
    [InlineData("/v1/settings/acquirer/{acquirer}/history", "get")]
    [InlineData("/v1/settings/merchant/{acquirer}/{merchant}", "get")]
    [InlineData("/v1/settings/merchant/{acquirer}/{merchant}", "put")]
    [InlineData("/v1/settings/merchant/{acquirer}/{merchant}/history", "get")]
    [InlineData("/v1/settings/issuer/{issuer}", "get")]
    [InlineData("/v1/settings/issuer/{issuer}", "put")]
    [InlineData("/v1/settings/issuer/{issuer}/history", "get")]
    [InlineData("/v1/settings/terminal/{acquirer}/{terminal}", "get")]
    [InlineData("/v1/settings/terminal/{acquirer}/{terminal}", "put")]
    [InlineData("/v1/settings/terminal/{acquirer}/{terminal}/history", "get")]
    [InlineData("/v1/registry/acquirers/{acquirer}", "get")]
    [InlineData("/v1/registry/acquirers/{acquirer}", "put")]
    [InlineData("/v1/registry/acquirers/{acquirer}/history", "get")]
    [InlineData("/v1/registry/terminals/{acquirer}/{terminal}", "get")]
    [InlineData("/v1/registry/terminals/{acquirer}/{terminal}", "put")]
    [InlineData("/v1/registry/terminals/{acquirer}/{terminal}/history", "get")]
    [InlineData("/v1/registry/acquirers", "get")]
    [InlineData("/v1/registry/terminals/{acquirer}", "get")]
    [InlineData("/v1/registry/terminals", "post")]
    [InlineData("/health/live", "get")]
    [InlineData("/health/ready", "get")]
    [InlineData("/metrics", "get")]
    public async Task Every_path_is_described(string path, string method)
    {
        var operation = (await Description()).GetProperty("paths").GetProperty(path).GetProperty(method);

        Assert.False(string.IsNullOrEmpty(operation.GetProperty("summary").GetString()));
        Assert.False(string.IsNullOrEmpty(operation.GetProperty("operationId").GetString()));
        Assert.NotEmpty(operation.GetProperty("tags").EnumerateArray());
        Assert.Contains(operation.GetProperty("responses").EnumerateObject(), response => response.Name.StartsWith('2') && response.Value.TryGetProperty("content", out _));
        Assert.Equal(path.StartsWith("/v1", StringComparison.Ordinal), operation.TryGetProperty("security", out _));
    }

    [Fact]
    public async Task The_description_is_openapi_3_1_and_nothing_in_it_leads_nowhere()
    {
        var text = (await Description()).GetRawText();
        var document = JsonDocument.Parse(text).RootElement;

        Assert.StartsWith("3.1.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("key").GetProperty("scheme").GetString());
        var schemas = document.GetProperty("components").GetProperty("schemas");
        Assert.All(Reference().Matches(text), match => Assert.True(schemas.TryGetProperty(match.Groups[1].Value, out _), match.Value));
        var tags = document.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()).ToHashSet();
        Assert.All(
            document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).SelectMany(operation => operation.Value.GetProperty("tags").EnumerateArray()),
            tag => Assert.Contains(tag.GetString(), tags));
    }

    [Fact]
    public async Task Query_parameters_are_described_with_what_is_allowed()
    {
        var parameters = (await Description()).GetProperty("paths").GetProperty("/v1/acquirers/{acquirer}/terminals").GetProperty("get").GetProperty("parameters").EnumerateArray().ToList();

        Assert.Equal(["acquirer", "status", "merchant", "limit", "cursor"], parameters.Select(parameter => parameter.GetProperty("name").GetString()));
        Assert.Equal(6, parameters[1].GetProperty("schema").GetProperty("enum").GetArrayLength());
        Assert.Equal(1000, parameters[3].GetProperty("schema").GetProperty("maximum").GetInt32());
    }

    [Theory]
    [InlineData("/v1/settings/merchant/{acquirer}/{merchant}", "acquirer merchant")]
    [InlineData("/v1/settings/issuer/{issuer}", "issuer")]
    [InlineData("/v1/registry/terminals/{acquirer}/{terminal}", "acquirer terminal")]
    public async Task What_can_be_changed_is_described_with_its_ids_its_body_and_its_problems(string path, string ids)
    {
        var operations = (await Description()).GetProperty("paths").GetProperty(path);

        foreach (var method in new[] { "get", "put", "delete" })
        {
            var parameters = operations.GetProperty(method).GetProperty("parameters").EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "path").ToList();
            Assert.Equal(ids, string.Join(' ', parameters.Select(parameter => parameter.GetProperty("name").GetString())));
            Assert.All(parameters, parameter => Assert.True(parameter.TryGetProperty("description", out _), method));
        }
        Assert.True(operations.GetProperty("put").GetProperty("requestBody").GetProperty("content").TryGetProperty("application/json", out _));
        Assert.Equal(["200", "400", "401", "403", "404", "412", "413", "415", "503"], operations.GetProperty("put").GetProperty("responses").EnumerateObject().Select(answer => answer.Name).Order());
        Assert.Equal(["204", "400", "401", "403", "404", "412", "503"], operations.GetProperty("delete").GetProperty("responses").EnumerateObject().Select(answer => answer.Name).Order());
    }

    [Fact]
    public async Task Every_setting_is_described_with_what_is_allowed()
    {
        var body = (await Description()).GetProperty("paths").GetProperty("/v1/settings/fleet").GetProperty("put").GetProperty("requestBody").GetProperty("content")
            .GetProperty("application/json").GetProperty("schema").GetProperty("properties");

        Assert.Equal(PosMonitor.Settings.DetectionSettings.All.Select(setting => setting.Name), body.EnumerateObject().Select(setting => setting.Name));
        Assert.Equal("Allowed is 1 to 100.", body.GetProperty("failingRun").GetProperty("description").GetString());
        Assert.Equal("00:00:30", body.GetProperty("notifySla").GetProperty("default").GetString());
    }

    [Theory]
    [InlineData("/docs/")]
    [InlineData("/sign-in")]
    public async Task A_page_loads_nothing_from_elsewhere(string page)
    {
        using var client = shared.Monitor.ClientOf(null);
        var html = await client.GetStringAsync(new Uri(page, UriKind.Relative));

        var loaded = Loaded().Matches(html).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(loaded);
        foreach (var address in loaded)
        {
            var target = new Uri(new Uri(client.BaseAddress!, page), address);
            Assert.Equal(client.BaseAddress!.Authority, target.Authority);
            using var answer = await client.GetAsync(target);
            Assert.True(answer.IsSuccessStatusCode, $"{target}: {answer.StatusCode}");
        }
    }

    private async Task<JsonElement> Description() => await shared.Monitor.Get("/openapi/v1.json");

    [GeneratedRegex("""<(?:script|link|img)[^>]*\s(?:src|href)="([^"]+)""")]
    private static partial Regex Loaded();

    [GeneratedRegex("""\$ref":\s*"#/components/schemas/([^"]+)""")]
    private static partial Regex Reference();
}
