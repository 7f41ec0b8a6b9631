using PosMonitor.Events;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Tests.Terminals;

public sealed class TerminalDormantTests
{
    [Fact]
    public void Ninety_days_after_the_last_approved_transaction_it_is_dormant_until_the_next_one()
    {
        var day = new Timeline().At("10:00:00").Request("t1").At("10:00:02").Respond("t1").At("80.10:00:00").Request("t2").Respond("t2", "05").Watermark("90.10:00:01.999");
        Assert.Empty(day.Alerts("terminal.dormant"));
        day.Watermark("90.10:00:02").Restart();
        Assert.Equal(["terminal.dormant T1 info 90.10:00:02.."], day.Alerts("terminal.dormant"));

        day.At("91.08:00:00").Request("t3").At("91.08:00:01").Respond("t3");

        Assert.Equal(["terminal.dormant T1 info 90.10:00:02..91.08:00:01"], day.Alerts("terminal.dormant"));
    }

    [Fact]
    public void One_that_never_sold_anything_counts_from_its_first_event() =>
        Assert.Equal(["terminal.dormant T1 info 90.10:00:00.."],
            new Timeline().At("10:00:00").Tell(EventType.Heartbeat).At("50.10:00:00").Tell(EventType.Heartbeat).Watermark("95.00:00:00").Alerts("terminal.dormant"));
}
