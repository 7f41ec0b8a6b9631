using PosMonitor.Alerts;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Tests.Settlements;

public sealed class SecondClearingTests
{
    [Fact]
    public void Money_that_does_not_come_from_the_acquirer_or_who_clears_for_it_opens_it()
    {
        var day = new Timeline().Register("""{"clearing":["netsunion"]}""").At("10:00:00").Settle("lakala").Settle("netsunion");
        Assert.Empty(day.Alerts());

        day.Restart().At("11:00:00").Settle("shadow-pay").At("12:00:00").Settle("shadow-pay", amount: 7000);

        Assert.Equal(["settlement.second-clearing M1 critical 11:00:00.."], day.Alerts());
        Assert.Equal([AlertAction.Gather, AlertAction.Gather], day.Run.Effects.Select(effect => effect.Effect.Action));
    }

    [Fact]
    public void A_settlement_that_is_sent_again_changes_nothing()
    {
        var day = new Timeline().At("11:00:00").Settle("shadow-pay").Restart().Settle("shadow-pay");
        Assert.Single(day.Run.Effects);
    }
}
