using PosMonitor.Reference;

namespace PosMonitor.EndToEnd.Processes;

/// <summary>Posts a stream: between two watermarks over several connections, in order per terminal; a watermark when all before it is answered.</summary>
internal static class TrafficFeed
{
    public const int BatchSize = 25;
    private const int Connections = 4;

    /// <param name="stream">The events, with watermarks.</param>
    /// <param name="post">Posts a batch, as often as it takes.</param>
    public static async Task Run(IEnumerable<ContractEvent> stream, Func<IReadOnlyCollection<ContractEvent>, Task> post)
    {
        var segment = new List<ContractEvent>();
        foreach (var e in stream)
        {
            if (e.Type != "watermark")
            {
                segment.Add(e);
                continue;
            }
            var connections = segment.GroupBy(s => s.TerminalId.Sum(c => c) % Connections);
            await Task.WhenAll(connections.Select(async connection =>
            {
                foreach (var batch in connection.Chunk(BatchSize))
                    await post(batch);
            }));
            await post([e]);
            segment.Clear();
        }
    }
}
