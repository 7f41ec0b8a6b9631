using System.Text;

namespace PosMonitor.EndToEnd.Processes;

/// <summary>One event of a <c>text/event-stream</c>.</summary>
internal sealed record ServerSentEvent(string? Id, string Event, string Data)
{
    /// <summary>Reads whole events until the stream ends; one that is cut off is dropped, as the standard asks.</summary>
    public static async IAsyncEnumerable<ServerSentEvent> Read(StreamReader reader)
    {
        string? id = null;
        var name = "message";
        var data = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.Length == 0)
            {
                if (data.Length > 0)
                    yield return new ServerSentEvent(id, name, data.ToString());
                (name, _) = ("message", data.Clear());
                continue;
            }
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (field, value) = colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..].TrimStart(' '));
            switch (field)
            {
                case "id":
                    id = value;
                    break;
                case "event":
                    name = value;
                    break;
                case "data":
                    data.Append(value);
                    break;
            }
        }
    }
}
