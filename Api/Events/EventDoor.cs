using System.Collections.Concurrent;
using System.Text.Json;
using PosMonitor.Access;
using PosMonitor.Cluster;
using PosMonitor.Errors;
using PosMonitor.Secrets;
using PosMonitor.Shards;

namespace PosMonitor.Events;

/// <summary>
/// Takes the bodies of <c>POST /v1/events</c>: reads one whole, packs it per shard, and answers when every shard that it concerns has made
/// its part durable. A body that is refused as a whole has changed nothing.
/// </summary>
internal sealed partial class EventDoor(
    IGrainFactory grains, ActiveShards here, ShardLayout layout, CallPatience patience, IngestGate gate, GatewaySeal seal, IHostApplicationLifetime lifetime,
    TimeProvider time, ILogger<EventDoor> log)
{
    private static readonly TimeSpan UnavailableWait = TimeSpan.FromSeconds(2);
    private static readonly int MostReaders = Environment.ProcessorCount * 2;

    private readonly ConcurrentBag<EventReader> _readers = [];

    // Made once a shard: to make a reference, the runtime looks at the attributes of its interface each time.
    private readonly ConcurrentDictionary<int, IShardGrain> _shards = [];

    /// <summary>Takes a body and says what became of it.</summary>
    public async Task<IResult> TakeAsync(HttpContext http)
    {
        var (request, response) = (http.Request, http.Response);
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return Problems.RetryLater(response, StatusCodes.Status503ServiceUnavailable, UnavailableWait, "The monitor is stopping.");
        if (layout.Now is null)
            return Problems.RetryLater(response, StatusCodes.Status503ServiceUnavailable, UnavailableWait, "No silo has answered yet. Nothing was taken.");
        if (EventBody.FormOf(request.ContentType) is not { } form)
            return RefuseType(response);
        if (!gate.TryEnter())
            return Overload(response, gate);

        using var body = new EventBody(gate);
        if (EventBody.Open(request) is not { } reader)
            return RefuseEncoding(response);
        try
        {
            var isPlain = reader == request.BodyReader;
            var end = await body.ReadAsync(reader, isPlain ? request.ContentLength : null, http.RequestAborted);
            return end == EventBody.End.Whole ? await QueueAsync(body, form, http.Cut(), response, http.RequestAborted) : Refuse(end, response, gate);
        }
        catch (BadHttpRequestException broken)
        {
            return Problems.Of(broken.StatusCode, broken.StatusCode == StatusCodes.Status408RequestTimeout
                ? "The body came in too slowly. Nothing of it was taken."
                : "The body could not be read to its end, or is larger than this server takes.");
        }
        finally
        {
            if (reader != request.BodyReader)
                await reader.CompleteAsync();
        }
    }

    private async Task<IResult> QueueAsync(EventBody body, BodyForm form, AcquirerCut? cut, HttpResponse response, CancellationToken cancelled)
    {
        var (bytes, joined) = (body.Bytes.Length, gate.Queue.Now);
        if (!gate.Queue.TryJoin(bytes))
            return Overload(response, gate);
        var isDurable = false;
        try
        {
            var batches = new List<ShardBatch>();
            if (Read(body, form, cut, await seal.Get(cancelled), batches) is not { } answer)
                return RefuseForm(form);
            if (!await TryAppendAsync(batches))
            {
                return Problems.RetryLater(response, StatusCodes.Status503ServiceUnavailable, UnavailableWait,
                    "The events could not be made durable. Repeat the body: what was taken of it is recognised.");
            }
            // What has nothing for a shard tells nothing of how long they take.
            isDurable = batches.Count > 0;
            // In one piece that tells its length: a sender of single events waits for one at each of them.
            return TypedResults.Text(
                JsonSerializer.SerializeToUtf8Bytes(answer, EventsJson.Default.EventsAnswer), "application/json; charset=utf-8", StatusCodes.Status202Accepted);
        }
        finally
        {
            if (isDurable)
                gate.Queue.Pass(bytes, joined);
            else
                gate.Queue.Leave(bytes);
        }
    }

    private EventsAnswer? Read(EventBody body, BodyForm form, AcquirerCut? cut, TxnSeal cards, List<ShardBatch> batches)
    {
        if (!_readers.TryTake(out var reader))
            reader = new EventReader(layout.Now!.Shards, layout.Now.Clock, cards);
        var isTaken = reader.Read(body.Bytes, form, time.GetUtcNow().UtcTicks, cut);
        body.ReturnBuffer();
        reader.TakeBatches(batches);
        var answer = isTaken ? new EventsAnswer(reader.Accepted, reader.Rejected, [.. reader.Errors]) : null;
        if (_readers.Count < MostReaders)
            _readers.Add(reader);
        return answer;
    }

    /// <summary>Hands each shard its part, all at once, whether or not the caller is still there.</summary>
    /// <returns>False where a part may not be durable and repeating may help; a defect of a shard is thrown.</returns>
    private async Task<bool> TryAppendAsync(List<ShardBatch> batches)
    {
        if (batches.Count == 0)
            return true;
        var receipt = new BodyReceipt(batches.Count);
        foreach (var part in batches)
        {
            if (here.Find(part.Shard) is { } shard)
                shard.Inbox.Add(part.Batch, receipt);
            else
                _ = CallAsync(part, receipt);
        }
        await receipt.Done;
        if (receipt.Failures.Count == 0)
            return true;
        if (receipt.Failures.FirstOrDefault(failure => !IsPassing(failure)) is { } defect)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(defect);
        AppendFailed(log, receipt.Failures.Count, batches.Count, receipt.Failures[0]);
        return false;
    }

    // What of it was taken is recognised when it comes again.
    private async Task CallAsync(ShardBatch part, BodyReceipt receipt)
    {
        try
        {
            await patience.Repeat(() => ShardOf(part.Shard).Append(part.Batch), static _ => true, lifetime.ApplicationStopping);
            receipt.Taken();
        }
        catch (Exception failure)
        {
            receipt.Refused(failure);
        }
    }

    private IShardGrain ShardOf(int shard) => _shards.GetOrAdd(shard, static (number, factory) => factory.GetGrain<IShardGrain>(number), grains);

    private static bool IsPassing(Exception failure) =>
        CallPatience.IsPassing(failure) || failure is ObjectDisposedException;

    internal static IResult Refuse(EventBody.End end, HttpResponse response, IngestGate gate) => end switch
    {
        EventBody.End.TooLarge => Problems.Of(StatusCodes.Status413PayloadTooLarge, "A body has at most 16 MiB, decoded. Send several."),
        EventBody.End.Broken => Problems.Of(StatusCodes.Status400BadRequest, "The body is not of its content encoding, or its end is missing. Nothing was taken."),
        _ => Overload(response, gate),
    };

    private static IResult RefuseForm(BodyForm form) => Problems.Of(StatusCodes.Status400BadRequest, form == BodyForm.Lines
        ? "No line of the body is a JSON object. The body has one event a line."
        : "The body is not a JSON object or array of objects, as its content type says.");

    private static IResult RefuseType(HttpResponse response)
    {
        response.Headers["Accept-Post"] =
            "application/x-ndjson, application/json, application/cloudevents+json, application/cloudevents-batch+json";
        return Problems.Of(StatusCodes.Status415UnsupportedMediaType,
            "The content type must be application/x-ndjson, application/json, application/cloudevents+json or application/cloudevents-batch+json, in UTF-8.");
    }

    internal static IResult RefuseEncoding(HttpResponse response)
    {
        response.Headers.AcceptEncoding = "gzip, br, identity";
        return Problems.Of(StatusCodes.Status415UnsupportedMediaType, "The content encoding must be gzip, br or identity.");
    }

    internal static IResult Overload(HttpResponse response, IngestGate gate) =>
        Problems.RetryLater(response, StatusCodes.Status429TooManyRequests, gate.Queue.ComeBackIn, "The cluster cannot keep up. Nothing of the body was taken.");

    [LoggerMessage(Level = LogLevel.Warning, Message = "Events could not be made durable in {Failed} of {Shards} shards; the caller was told to repeat them.")]
    private static partial void AppendFailed(ILogger log, int failed, int shards, Exception? cause);
}
