using System.Text;
using PosMonitor.Events;

namespace PosMonitor.Tests.Events;

/// <summary>Packed batches are kept in journals, so those of earlier builds are read as well.</summary>
public sealed class BatchFormatTests
{
    [Fact]
    public void A_batch_of_the_first_format_is_read()
    {
        byte[] batch =
        [
            1,
            (byte)EventType.Heartbeat, 0x80, 0x20, 0, 8, .. "unionpay"u8, 0, 8, .. "10000001"u8,
            (byte)EventType.Heartbeat, 2, 1, 2,
        ];

        Assert.Equal([("unionpay", "10000001", 2048L), ("unionpay", "10000001", 2049L)], Read(batch));
    }

    [Theory]
    [InlineData("10000001")]
    [InlineData("1000001")]
    [InlineData("0f3a9c")]
    [InlineData("0F3A9C")]
    [InlineData("a")]
    [InlineData("T-1")]
    public void An_id_is_read_as_it_was_packed_the_first_time_and_after_that(string terminal)
    {
        var packer = new BatchPacker();
        for (var number = 0; number < 2; number++)
            packer.Add(new EventView { Type = EventType.Heartbeat, Time = TimeSpan.TicksPerMillisecond, Acquirer = "lakala"u8, Terminal = Encoding.ASCII.GetBytes(terminal) }, 1);

        Assert.Equal([("lakala", terminal, 1L), ("lakala", terminal, 1L)], Read(packer.ToBatch().Bytes));
    }

    [Fact]
    public void A_batch_of_a_later_format_is_refused_with_its_version()
    {
        var refused = Assert.Throws<InvalidDataException>(() => new BatchReader().Open([3]));

        Assert.Contains("version 3", refused.Message, StringComparison.Ordinal);
    }

    private static List<(string Acquirer, string Terminal, long Milliseconds)> Read(byte[] batch)
    {
        var reader = new BatchReader();
        reader.Open(batch);
        List<(string, string, long)> events = [];
        EventView e = default;
        while (reader.Read(ref e))
            events.Add((BatchReader.Text(e.Acquirer), BatchReader.Text(e.Terminal), e.Time / TimeSpan.TicksPerMillisecond));
        return events;
    }
}
