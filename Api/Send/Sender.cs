using PosMonitor.Shards;

namespace PosMonitor.Send;

/// <summary>
/// Takes the lines of a file to the monitor: each terminal's in order over one lane, the lanes side by side. A watermark waits until all
/// before it is answered, and is answered before anything after it departs.
/// </summary>
internal sealed class Sender : IDisposable
{
    // What is due within this is sent together.
    private static readonly TimeSpan ReplayTick = TimeSpan.FromMilliseconds(100);

    private readonly SendOptions _options;
    private readonly TimeProvider _time;
    private readonly Lane[] _lanes;
    private readonly Replay? _replay;
    private readonly Poster _poster;
    private readonly CancellationTokenSource _stop = new();
    private SendStoppedException? _stopped;
    private int _lane;

    public Sender(HttpClient http, SendOptions options, Tally tally, TimeProvider time)
    {
        _options = options;
        _time = time;
        _replay = options.Speed is { } speed ? new Replay(speed, time.GetUtcNow()) : null;
        _poster = new Poster(http, options, tally, time);
        _lanes = [.. Enumerable.Range(0, options.Connections).Select(_ => new Lane(Post))];
    }

    /// <summary>Sends everything; returns when all is answered.</summary>
    /// <exception cref="SendStoppedException">It could not be sent to the end.</exception>
    public async Task Run(Stream input, CancellationToken cancellation)
    {
        await using var interruption = cancellation.Register(_stop.Cancel);
        try
        {
            await using var file = await EventFile.Open(input, _time, _stop.Token);
            while (await file.Read(DepartFree, _stop.Token))
            {
                if (!file.Line.Span.Trim(" \t\r"u8).IsEmpty)
                    await Take(file.Line, file.Number, _stop.Token);
            }
            await Drain(_stop.Token);
        }
        catch (OperationCanceledException) when (_stopped is not null)
        {
            throw _stopped;
        }
        catch (InvalidDataException e)
        {
            throw new SendStoppedException($"The gzip data is broken: {e.Message}", e);
        }
        finally
        {
            await _stop.CancelAsync();
            await Task.WhenAll(_lanes.Select(lane => lane.Settle()));
        }
    }

    // What stops one lane stops all of them, and the reading.
    private async Task Post(Body body, CancellationToken cancellation)
    {
        try
        {
            await _poster.Post(body, cancellation);
        }
        catch (SendStoppedException e)
        {
            _stopped ??= e;
            await _stop.CancelAsync();
            throw;
        }
    }

    private Task DepartFree() => Task.WhenAll(_lanes.Select(lane => lane.DepartIfFree(_stop.Token)));

    private async ValueTask Take(ReadOnlyMemory<byte> line, long number, CancellationToken cancellation)
    {
        var sketch = LineSketch.Of(line.Span);
        if (_replay?.Due(sketch) is { } due)
        {
            await WaitFor(due, cancellation);
            line = _replay.At(line.Span, sketch, due);
        }
        // What is no event goes with its neighbour: a body of nothing else would be refused as a whole.
        if (sketch.IsObject)
            _lane = ShardMap.ShardOf(sketch.Hash, _lanes.Length);
        var lane = _lanes[_lane];
        if (sketch.IsWatermark)
            await Drain(cancellation);
        await lane.Add(line, number, sketch.IsObject, _options.Batch, cancellation);
        if (sketch.IsWatermark)
            await lane.Drain(cancellation);
    }

    private async Task WaitFor(DateTimeOffset due, CancellationToken cancellation)
    {
        while (due > _time.GetUtcNow())
        {
            await DepartFree();
            var left = due - _time.GetUtcNow();
            await Task.Delay(left > ReplayTick ? left : ReplayTick, _time, cancellation);
        }
    }

    private Task Drain(CancellationToken cancellation) => Task.WhenAll(_lanes.Select(lane => lane.Drain(cancellation)));

    public void Dispose() => _stop.Dispose();
}
