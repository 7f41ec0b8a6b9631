using System.Net;

namespace PosMonitor.Settings;

public sealed class ConfigurationRestartTests
{
    [Fact]
    public async Task All_of_it_is_there_after_a_restart_and_goes_on()
    {
        var app = new ConfigurationApp();
        await app.InitializeAsync();
        try
        {
            await app.Take("/v1/settings/fleet", """{"notifySla":"00:00:20"}""");
            await app.Take("/v1/settings/merchant/lakala/M1", """{"failingRun":4}""");
            await app.Take("/v1/registry/acquirers/newpay", """{"name":{"en":"New Pay","zh":"新付"},"licensed":true,"codes":{"ZZ":{"class":"failed","cause":"network"}}}""");
            Assert.Equal(HttpStatusCode.NoContent, (await app.Delete("/v1/registry/acquirers/lakala")).Status);
            await app.Take("/v1/registry/terminals/lakala/T1", """{"merchant":"M1","serial":"N5","lat":31.25,"lon":121.5}""");
            string[] paths =
            [
                "/v1/settings/fleet", "/v1/settings/merchant/lakala/M1", "/v1/settings/terminal/lakala/T1", "/v1/settings/fleet/history", "/v1/registry/acquirers",
                "/v1/registry/acquirers/newpay", "/v1/registry/acquirers/lakala/history", "/v1/registry/terminals/lakala", "/v1/registry/terminals/lakala/T1/history",
            ];
            var before = await Task.WhenAll(paths.Select(app.Get));
            await app.Restart();
            var after = await Task.WhenAll(paths.Select(app.Get));
            Assert.Equal(before.Select(answer => answer.ToJsonString()), after.Select(answer => answer.ToJsonString()));
            Assert.Equal(HttpStatusCode.NotFound, (await app.Send(HttpMethod.Get, "/v1/registry/acquirers/lakala")).Status);
            for (var shard = 0; shard < 4; shard++)
            {
                var news = await app.Journalled(shard);
                Assert.Equal([1L, 2, 3, 4], news.SelectMany(told => told.Changes).Where(change => change.Kind != ConfigurationKind.Terminal).Select(change => change.Version).Distinct());
            }

            Assert.Equal(6, (long)(await app.Take("/v1/settings/fleet", """{"notifySla":"00:00:25"}"""))["version"]!);
            for (var shard = 0; shard < 4; shard++)
                Assert.Equal(6, (await app.Journalled(shard))[^1].Through);

            // The file has changed meanwhile: what it says now is in force where no scope says anything.
            await app.Delete("/v1/settings/fleet");
            await app.Restart("--PosMonitor:Detection:NotifySla=00:00:33");
            var fleet = await app.Get("/v1/settings/fleet");
            Assert.Equal(("00:00:33", "file"), ((string)fleet["notifySla"]!, (string)fleet["sources"]!["notifySla"]!));
        }
        finally
        {
            await app.DisposeAsync();
        }
    }
}
