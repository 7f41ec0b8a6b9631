using System.Text.Json;
using System.Text.Unicode;
using PosMonitor.Access;
using PosMonitor.Settings;

namespace PosMonitor.Events;

/// <summary>
/// Reads the events of a body straight from its bytes and packs them for their shards (contract §1): step 2 of the way of an event. Card data
/// ends here. Nothing is allocated for a good line once warm. Not thread-safe; meant to be kept: <see cref="Read"/>, take the batches
/// with <see cref="TakeBatches"/>, read again.
/// </summary>
/// <param name="shards">How many shards the store has.</param>
/// <param name="clock">With the stream clock watermarks are packed; with the wall clock they are dropped and the future is refused.</param>
/// <param name="seal">Hides card numbers in keys of transactions.</param>
public sealed class EventReader(int shards, ClockMode clock, TxnSeal seal)
{
    /// <summary>The longest line or element, in bytes.</summary>
    public const int LongestLine = 16 * 1024;

    /// <summary>How many errors are told of one body.</summary>
    public const int MostErrors = 100;

    // Deeper than a line can be, so that only its length limits it and card data is found at any depth.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = LongestLine + 16 };
    private static readonly long MostAhead = TimeSpan.FromDays(1).Ticks;

    private readonly JsonEvent _event = new();
    private readonly ShardBatches _batches = new(shards);
    private readonly List<EventError> _errors = [];
    private readonly byte[] _sealed = new byte[TxnSeal.Length];
    private long _latest;
    private AcquirerCut? _cut;

    /// <summary>How many lines were accepted.</summary>
    public int Accepted { get; private set; }

    /// <summary>How many lines were refused.</summary>
    public int Rejected { get; private set; }

    /// <summary>The first <see cref="MostErrors"/> of the refused lines.</summary>
    public IReadOnlyList<EventError> Errors => _errors;

    /// <summary>Reads a body. What the body before left is forgotten.</summary>
    /// <param name="body">The decoded bytes.</param>
    /// <param name="form">How the events are laid out.</param>
    /// <param name="now">The clock of the server, UTC ticks.</param>
    /// <param name="cut">The acquirers whose events the sender may send; null for all.</param>
    /// <returns>
    /// False where the body as a whole is refused and there is nothing to take: it has no JSON object, or is not the JSON that its form asks for.
    /// </returns>
    public bool Read(ReadOnlySpan<byte> body, BodyForm form, long now, AcquirerCut? cut = null)
    {
        Clear();
        _cut = cut;
        _latest = clock == ClockMode.Wall ? now + MostAhead : long.MaxValue;
        var isTaken = form == BodyForm.Lines ? ReadLines(body) : ReadDocument(body, form);
        if (!isTaken)
            Clear();
        return isTaken;
    }

    /// <summary>Adds a batch for each shard that the body has events for.</summary>
    public void TakeBatches(List<ShardBatch> batches) => _batches.Take(batches);

    private void Clear()
    {
        _batches.Clear();
        _errors.Clear();
        (Accepted, Rejected) = (0, 0);
    }

    private bool ReadLines(ReadOnlySpan<byte> body)
    {
        var hasObject = false;
        for (var line = 1; !body.IsEmpty; line++)
        {
            var end = body.IndexOf((byte)'\n');
            var text = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            text = SkipMark(text).TrimEnd((byte)'\r');
            var json = text.Trim(" \t\r"u8);
            if (!json.IsEmpty)
                hasObject |= ReadLine(json, text.Length > LongestLine, line);
        }
        return hasObject;
    }

    /// <returns>Whether the line is a JSON object, good or bad.</returns>
    private bool ReadLine(ReadOnlySpan<byte> line, bool isTooLong, int number)
    {
        _event.Start();
        var isObject = false;
        if (line[0] is (byte)'{' or (byte)'[')
        {
            try
            {
                var json = new Utf8JsonReader(line, Options);
                json.Read();
                _event.Read(ref json, isCloudEvent: false);
                isObject = line[0] == '{' && !json.Read() && Utf8.IsValid(line);
            }
            catch (JsonException)
            {
                // The message of the exception may quote the line, so it goes no further.
                isObject = false;
            }
        }
        Conclude(line, line, isObject, isTooLong, isCloudEvent: false, number);
        return isObject;
    }

    private bool ReadDocument(ReadOnlySpan<byte> body, BodyForm form)
    {
        body = SkipMark(body);
        try
        {
            return Utf8.IsValid(body) && ReadElements(body, form);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool ReadElements(ReadOnlySpan<byte> body, BodyForm form)
    {
        var json = new Utf8JsonReader(body, Options);
        if (!json.Read())
            return false;
        var hasObject = false;
        if (json.TokenType == JsonTokenType.StartObject && form != BodyForm.CloudEventBatch)
        {
            hasObject = ReadElement(ref json, body, form, 1);
        }
        else if (json.TokenType == JsonTokenType.StartArray && form != BodyForm.CloudEvent)
        {
            for (var number = 1; json.Read() && json.TokenType != JsonTokenType.EndArray; number++)
                hasObject |= ReadElement(ref json, body, form, number);
        }
        return hasObject && !json.Read();
    }

    private bool ReadElement(ref Utf8JsonReader json, ReadOnlySpan<byte> body, BodyForm form, int number)
    {
        var isCloudEvent = form is BodyForm.CloudEvent or BodyForm.CloudEventBatch;
        var isObject = json.TokenType == JsonTokenType.StartObject;
        var start = (int)json.TokenStartIndex;
        _event.Start();
        _event.Read(ref json, isCloudEvent);
        var element = body[start..(int)json.BytesConsumed];
        Conclude(element, body, isObject, element.Length > LongestLine, isCloudEvent, number);
        return isObject;
    }

    // Packs the event that was read last, or notes what is wrong with it: card data comes before everything else. The line is all bytes of the
    // event, the data what the JSON reader was given.
    private void Conclude(ReadOnlySpan<byte> line, ReadOnlySpan<byte> data, bool isObject, bool isTooLong, bool isCloudEvent, int number)
    {
        var e = default(EventView);
        var fault = _event.HasCardData || CardData.HasTrack(line) ? EventFault.CardData
            : isTooLong ? EventFault.TooLong
            : !isObject ? EventFault.Malformed
            : default;
        if (fault == default && _event.TryBuild(data, isCloudEvent, ref e, out fault) && e.Type != EventType.Watermark && e.Time > _latest)
            fault = EventFault.TooFarAhead;
        if (fault == default && _cut is { } cut && (e.Type == EventType.Watermark || !cut.Has(e.Acquirer)))
            fault = e.Type == EventType.Watermark ? EventFault.ForbiddenWatermark : EventFault.ForbiddenAcquirer;
        if (fault != default)
        {
            Rejected++;
            if (_errors.Count < MostErrors)
                _errors.Add(new EventError(number, fault.Code, fault.Message));
            return;
        }
        Accepted++;
        if (seal.TrySeal(e.Txn, _sealed))
            e.Txn = _sealed;
        if (e.Type != EventType.Watermark)
            _batches.Add(in e);
        else if (clock == ClockMode.Stream)
            _batches.AddWatermark(e.Time);
    }

    private static ReadOnlySpan<byte> SkipMark(ReadOnlySpan<byte> text) => text.StartsWith("\uFEFF"u8) ? text[3..] : text;
}
