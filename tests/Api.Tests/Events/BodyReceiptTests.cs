namespace PosMonitor.Events;

public sealed class BodyReceiptTests
{
    [Fact]
    public async Task It_is_done_when_every_part_is_and_has_what_failed()
    {
        const int parts = 500;
        var receipt = new BodyReceipt(parts);
        Parallel.For(0, parts - 1, part =>
        {
            if (part % 5 == 0)
                receipt.Refused(new TimeoutException());
            else
                receipt.Taken();
        });
        Assert.False(receipt.Done.IsCompleted);

        receipt.Taken();

        await receipt.Done.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(100, receipt.Failures.Count);
    }
}
