using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PosMonitor.Access;
using PosMonitor.Json;

namespace PosMonitor.Alerts;

/// <summary>A change of an alert as it goes over the wire, made once for all who listen.</summary>
/// <param name="Alert">The alert as it stood after the change.</param>
/// <param name="Bytes">The server-sent event.</param>
public sealed record AlertFrame(Alert Alert, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The change.</summary>
    public long Seq => Alert.Seq;

    /// <summary>The server-sent event for somebody who may see some acquirers only; null where the alert is none of theirs.</summary>
    public ReadOnlyMemory<byte>? For(AcquirerCut? cut)
    {
        var seen = AlertCut.Of(Alert, cut);
        return seen is null ? null : ReferenceEquals(seen, Alert) ? Bytes : Of(seen).Bytes;
    }

    public static AlertFrame Of(Alert alert)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        bytes.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {alert.Seq}\nevent: alert\ndata: ")));
        // JSON of one line: a line feed inside a text is escaped.
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = WireFormat.Options.Encoder }))
            JsonSerializer.Serialize(json, AlertAnswer.Of(alert), WireFormat.Options);
        bytes.Write("\n\n"u8);
        return new AlertFrame(alert, bytes.WrittenMemory);
    }
}
