using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using PosMonitor.Access;
using PosMonitor.Hosting;

namespace PosMonitor.Keys;

[Collection(SharedMonitor.Name)]
public sealed class KeysTests(SharedMonitor shared)
{
    private static readonly string[] Unsorted = ["zeta", "alpha", "zeta"];

    private HttpClient Admin => shared.Monitor.Client;

    [Fact]
    public async Task A_key_is_told_once_and_then_known_by_all_but_itself()
    {
        var expires = DateTimeOffset.UtcNow.AddDays(1);
        using var answer = await Admin.PostAsJsonAsync(
            new Uri("/v1/keys", UriKind.Relative), new { name = "till 7", role = "viewer", acquirers = Unsorted, expiresAt = expires });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var made = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        var (id, key) = (made.GetProperty("id").GetString()!, made.GetProperty("key").GetString()!);
        Assert.StartsWith("pm_", key, StringComparison.Ordinal);
        Assert.Equal(46, key.Length);
        Assert.Equal($"/v1/keys/{id}", answer.Headers.Location?.OriginalString);

        var kept = await shared.Monitor.Get($"/v1/keys/{id}");
        Assert.Equal("till 7", kept.GetProperty("name").GetString());
        Assert.Equal("viewer", kept.GetProperty("role").GetString());
        Assert.Equal("""["alpha","zeta"]""", kept.GetProperty("acquirers").GetRawText());
        Assert.Equal("admin", kept.GetProperty("madeBy").GetString());
        Assert.Equal(JsonValueKind.Null, kept.GetProperty("revokedAt").ValueKind);
        Assert.InRange(kept.GetProperty("expiresAt").GetDateTimeOffset(), expires.AddMilliseconds(-1), expires);
        Assert.DoesNotContain(key, kept.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("hash", kept.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("""{"role":"viewer"}""", "name")]
    [InlineData("""{"name":"  ","role":"viewer"}""", "name")]
    [InlineData("""{"name":"a\nb","role":"viewer"}""", "name")]
    [InlineData("""{"name":7,"role":"viewer"}""", "name")]
    [InlineData("""{"name":"a"}""", "role")]
    [InlineData("""{"name":"a","role":"root"}""", "role")]
    [InlineData("""{"name":"a","role":"Admin"}""", "role")]
    [InlineData("""{"name":"a","role":"viewer","acquirers":[]}""", "acquirers")]
    [InlineData("""{"name":"a","role":"viewer","acquirers":"lakala"}""", "acquirers")]
    [InlineData("""{"name":"a","role":"viewer","acquirers":["la kala"]}""", "acquirers")]
    [InlineData("""{"name":"a","role":"viewer","acquirers":["."]}""", "acquirers")]
    [InlineData("""{"name":"a","role":"viewer","acquirers":[null]}""", "acquirers")]
    [InlineData("""{"name":"a","role":"viewer","expiresAt":"2020-01-01T00:00:00Z"}""", "expiresAt")]
    [InlineData("""{"name":"a","role":"viewer","expiresAt":"tomorrow"}""", "expiresAt")]
    [InlineData("""{"name":"a","role":"viewer","expires":"2099-01-01T00:00:00Z"}""", "expires")]
    [InlineData("""{"name":"of 6222021234567894","role":"viewer"}""", "name")]
    [InlineData("""{"name":"a","role":"viewer","6222021234567894":1}""", "622202******7894")]
    [InlineData("""["a"]""", null)]
    [InlineData("""{"name":"a",""", null)]
    public async Task A_wrong_key_is_refused_with_the_field_that_is_wrong(string body, string? field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await Admin.PostAsync(new Uri("/v1/keys", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.DoesNotContain("6222021234567894", problem.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateArray()).GetProperty("field").GetString());
    }

    [Fact]
    public async Task A_new_key_opens_and_a_rotated_one_does_not_at_once()
    {
        for (var times = 0; times < 20; times++)
        {
            var (id, key) = await shared.Monitor.MakeKey("viewer");
            Assert.Equal(HttpStatusCode.OK, await FleetWith(key));
            using var rotated = await Admin.PostAsync(new Uri($"/v1/keys/{id}/rotate", UriKind.Relative), null);
            Assert.Equal(HttpStatusCode.Unauthorized, await FleetWith(key));
        }
    }

    [Fact]
    public async Task Too_many_acquirers_are_refused()
    {
        using var answer = await Admin.PostAsJsonAsync(
            new Uri("/v1/keys", UriKind.Relative), new { name = "many", role = "viewer", acquirers = Enumerable.Range(0, KeyBody.MostAcquirers + 1).Select(n => $"a{n}") });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("1 to 1000", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_come_in_pages()
    {
        await shared.Monitor.MakeKey("viewer");
        await shared.Monitor.MakeKey("viewer");
        var ids = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await shared.Monitor.Get($"/v1/keys?limit=1{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}");
            ids.Add(Assert.Single(page.GetProperty("items").EnumerateArray()).GetProperty("id").GetString()!);
            cursor = page.GetProperty("next").GetString();
        }
        var all = (await shared.Monitor.Get("/v1/keys?limit=1000")).GetProperty("items").EnumerateArray().Select(key => key.GetProperty("id").GetString()!).ToList();
        Assert.Subset(all.ToHashSet(), ids.ToHashSet());
        Assert.Equal(all.Order(StringComparer.Ordinal), all);
        Assert.Equal(ids.Distinct().Count(), ids.Count);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once_and_stays_in_the_list()
    {
        var (id, key) = await shared.Monitor.MakeKey("viewer");
        Assert.Equal(HttpStatusCode.OK, await FleetWith(key));

        using var answer = await Admin.DeleteAsync(new Uri($"/v1/keys/{id}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await FleetWith(key));
        Assert.Equal(JsonValueKind.String, (await shared.Monitor.Get($"/v1/keys/{id}")).GetProperty("revokedAt").ValueKind);
        using var rotated = await Admin.PostAsync(new Uri($"/v1/keys/{id}/rotate", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.NotFound, rotated.StatusCode);
    }

    [Fact]
    public async Task Another_gateway_that_hears_nothing_refuses_a_revoked_key_after_two_seconds()
    {
        var (id, key) = await shared.Monitor.MakeKey("viewer");
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var gateway = new Keyring(shared.Monitor.Services.GetRequiredService<IGrainFactory>(), Options.Create(new AccessOptions()), time);
        Assert.NotNull(await gateway.Find(key));

        await Admin.DeleteAsync(new Uri($"/v1/keys/{id}", UriKind.Relative));
        time.Advance(Keyring.MostBehind + TimeSpan.FromMilliseconds(1));

        Assert.Null(await gateway.Find(key));
    }

    [Fact]
    public async Task A_gateway_that_cannot_learn_takes_no_key()
    {
        await using var monitor = await RunningMonitor.Start();
        var (_, key) = await monitor.MakeKey("viewer");
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var gateway = new Keyring(monitor.Services.GetRequiredService<IGrainFactory>(), Options.Create(new AccessOptions()), time);
        Assert.NotNull(await gateway.Find(key));

        await monitor.Stop();
        Assert.NotNull(await gateway.Find(key));
        time.Advance(Keyring.MostBehind + TimeSpan.FromMilliseconds(1));

        await Assert.ThrowsAsync<KeysUnknownException>(async () => await gateway.Find(key));
    }

    [Fact]
    public async Task A_key_ends_when_it_expires()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var answer = await Admin.PostAsJsonAsync(new Uri("/v1/keys", UriKind.Relative), new { name = "short", role = "viewer", expiresAt = time.GetUtcNow().AddHours(1) });
        var key = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("key").GetString()!;
        var gateway = new Keyring(shared.Monitor.Services.GetRequiredService<IGrainFactory>(), Options.Create(new AccessOptions()), time);

        Assert.NotNull(await gateway.Find(key));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Null(await gateway.Find(key));
    }

    [Fact]
    public async Task A_rotated_key_is_good_for_its_grace_and_no_longer()
    {
        var (id, old) = await shared.Monitor.MakeKey("viewer");
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var gateway = new Keyring(shared.Monitor.Services.GetRequiredService<IGrainFactory>(), Options.Create(new AccessOptions()), time);

        var second = await Rotate(id, "?grace=00:10:00");
        Assert.Equal(HttpStatusCode.OK, await FleetWith(old));
        Assert.Equal(HttpStatusCode.OK, await FleetWith(second));
        Assert.NotNull(await gateway.Find(old));
        time.Advance(TimeSpan.FromMinutes(11));
        Assert.Null(await gateway.Find(old));
        Assert.NotNull(await gateway.Find(second));

        var third = await Rotate(id, "");
        Assert.Equal(HttpStatusCode.Unauthorized, await FleetWith(old));
        Assert.Equal(HttpStatusCode.Unauthorized, await FleetWith(second));
        Assert.Equal(HttpStatusCode.OK, await FleetWith(third));
    }

    [Theory]
    [InlineData("?grace=10")]
    [InlineData("?grace=8.00:00:00")]
    public async Task A_wrong_grace_is_refused_and_the_key_stays(string grace)
    {
        var (id, key) = await shared.Monitor.MakeKey("viewer");
        using var answer = await Admin.PostAsync(new Uri($"/v1/keys/{id}/rotate{grace}", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await FleetWith(key));
    }

    [Fact]
    public async Task When_a_key_was_used_is_noted_to_the_minute()
    {
        var (id, key) = await shared.Monitor.MakeKey("viewer");
        Assert.Equal(JsonValueKind.Null, (await shared.Monitor.Get($"/v1/keys/{id}")).GetProperty("lastUsedAt").ValueKind);
        var before = DateTimeOffset.UtcNow;
        await FleetWith(key);
        var keyring = shared.Monitor.Services.GetRequiredService<Keyring>();
        await shared.Monitor.Services.GetRequiredService<IGrainFactory>().GetGrain<IKeyringGrain>(0).NoteUses(keyring.TakeUses());

        var used = (await shared.Monitor.Get($"/v1/keys/{id}")).GetProperty("lastUsedAt").GetDateTimeOffset();
        Assert.InRange(used, before.AddMinutes(-1), DateTimeOffset.UtcNow);
        Assert.Equal(0, used.UtcTicks % TimeSpan.TicksPerMinute);
    }

    [Fact]
    public async Task Keys_outlive_a_restart()
    {
        var directory = RunningMonitor.NewDirectory();
        string[] settings = [$"--PosMonitor:Access:AdminKey={RunningMonitor.Key}"];
        (string Id, string Key) kept, revoked;
        await using (var first = await RunningMonitor.StartOn(directory, settings))
        {
            kept = await first.MakeKey("operator", "lakala");
            revoked = await first.MakeKey("viewer");
            await first.Client.DeleteAsync(new Uri($"/v1/keys/{revoked.Id}", UriKind.Relative));
        }

        await using var second = await RunningMonitor.StartOn(directory, settings);

        Assert.Equal(HttpStatusCode.OK, await FleetWith(second, kept.Key));
        Assert.Equal(HttpStatusCode.Unauthorized, await FleetWith(second, revoked.Key));
        Assert.Equal("""["lakala"]""", (await second.Get($"/v1/keys/{kept.Id}")).GetProperty("acquirers").GetRawText());
    }

    [Fact]
    public async Task The_command_makes_lists_rotates_and_revokes()
    {
        string[] at = ["--to", shared.Monitor.Url, "--key", RunningMonitor.Key];
        var made = await Printed(["make", "by command", "--role", "viewer", "--acquirers", "lakala,yinsheng", .. at]);
        var rotated = await Printed(["rotate", made.Split("  ")[0], "--grace", "00:01:00", .. at]);
        var listed = await Printed(["list", .. at]);
        var gone = await Printed(["revoke", made.Split("  ")[0], .. at]);
        Assert.Matches("^[0-9a-f]{16}  pm_[A-Za-z0-9_-]{43}$", made);
        Assert.Equal(made.Split("  ")[0], rotated.Split("  ")[0]);
        Assert.Contains("by command", listed, StringComparison.Ordinal);
        Assert.Contains("lakala,yinsheng", listed, StringComparison.Ordinal);
        Assert.Equal("", gone);
        Assert.Equal(HttpStatusCode.Unauthorized, await FleetWith(rotated.Split("  ")[1]));

        static async Task<string> Printed(string[] args)
        {
            using var printed = new StringWriter();
            Assert.Equal(0, await KeysCommand.RunAsync(args, printed));
            return printed.ToString().Trim();
        }
    }

    [Theory]
    [InlineData("", "What to do is missing")]
    [InlineData("burn", "burn is not known")]
    [InlineData("make", "make wants one NAME")]
    [InlineData("make a", "--role is missing")]
    [InlineData("make a --role root", "--role root: one of ingest, viewer, operator, admin")]
    [InlineData("make a --role viewer --expires soon", "--expires soon")]
    [InlineData("rotate", "rotate wants one ID")]
    [InlineData("rotate a --grace 5", "--grace 5")]
    [InlineData("list --role viewer", "--role is not an option of keys list")]
    [InlineData("list --to nowhere", "--to nowhere")]
    public void A_wrong_command_line_says_what_is_wrong(string line, string message) =>
        Assert.Contains(message, Assert.Throws<UsageException>(() => KeysOptions.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), "key")).Message, StringComparison.Ordinal);

    private async Task<string> Rotate(string id, string query)
    {
        using var answer = await Admin.PostAsync(new Uri($"/v1/keys/{id}/rotate{query}", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("key").GetString()!;
    }

    private Task<HttpStatusCode> FleetWith(string key) => FleetWith(shared.Monitor, key);

    private static async Task<HttpStatusCode> FleetWith(RunningMonitor monitor, string key)
    {
        using var client = monitor.ClientOf(key);
        using var answer = await client.GetAsync(new Uri("/v1/fleet", UriKind.Relative));
        return answer.StatusCode;
    }
}
