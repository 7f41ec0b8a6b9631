using CsCheck;

namespace PosMonitor.Storage;

public sealed class RecordFramingTests
{
    [Fact]
    public void Records_of_a_row_come_back_as_they_were() => Gen.Byte.Array[0, 300].Array[1, 20].Sample(records =>
    {
        var row = Row(records);
        return RecordFraming.Read(row, 5).Select(record => (record.Seq, Convert.ToHexString(record.Bytes.Span)))
            .SequenceEqual(records.Select((record, i) => (5L + i, Convert.ToHexString(record))));
    });

    [Fact]
    public void A_row_that_is_cut_off_is_told()
    {
        var row = Row([new byte[200], new byte[200]]);
        Assert.Throws<InvalidDataException>(() => RecordFraming.Read(row[..^1], 1).Count());
        Assert.Throws<InvalidDataException>(() => RecordFraming.Read(row[..1], 1).Count());
    }

    private static byte[] Row(byte[][] records)
    {
        var row = new List<byte>();
        Span<byte> length = stackalloc byte[RecordFraming.MostLength];
        foreach (var record in records)
        {
            row.AddRange(length[..RecordFraming.WriteLength(length, record.Length)]);
            row.AddRange(record);
        }
        return [.. row];
    }
}
