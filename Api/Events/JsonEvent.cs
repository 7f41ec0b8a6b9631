using System.Buffers.Text;
using System.Numerics;
using System.Text.Json;

namespace PosMonitor.Events;

/// <summary>
/// One JSON object on its way to an <see cref="EventView"/>: where its fields stand in the bytes, without an object or a string for any of
/// them. All of it is looked through for card data, at any depth. Not thread-safe; used for object after object.
/// </summary>
internal sealed class JsonEvent
{
    // The fields of the contract are numbered by EventField; these two are of the envelope of a CloudEvent.
    private const int SpecVersion = EventFields.Count, Data = EventFields.Count + 1;
    private const int KeptScratch = 64 * 1024;

    private readonly Slot[] _slots = new Slot[EventFields.Count + 2];
    private uint _present;
    private byte[] _scratch = new byte[1024];
    private int _scratchLength;

    /// <summary>Whether what was read since <see cref="Start"/> carries card data.</summary>
    public bool HasCardData { get; private set; }

    /// <summary>Forgets the object before.</summary>
    public void Start()
    {
        _present = 0;
        _scratchLength = 0;
        HasCardData = false;
        if (_scratch.Length > KeptScratch)
            _scratch = new byte[1024];
    }

    /// <summary>Reads the value at which <paramref name="json"/> stands, to its end.</summary>
    /// <param name="json">At the first token of the value.</param>
    /// <param name="isCloudEvent">Whether the fields stand in the object <c>data</c>.</param>
    /// <exception cref="JsonException">The value is broken; card data before that is noted.</exception>
    public void Read(ref Utf8JsonReader json, bool isCloudEvent)
    {
        var top = json.CurrentDepth;
        var isObject = json.TokenType == JsonTokenType.StartObject;
        var inData = false;
        LookInto(ref json);
        if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return;
        while (json.Read())
        {
            switch (json.TokenType)
            {
                case JsonTokenType.PropertyName:
                    var depth = json.CurrentDepth - top;
                    var slot = ReadName(ref json, !isObject ? -1 : isCloudEvent ? EnvelopeDepth(depth, inData) : depth == 1 ? 0 : -1);
                    if (slot >= 0)
                        Put(slot, ref json);
                    else
                        LookInto(ref json);
                    if (slot == Data)
                        inData = json.TokenType == JsonTokenType.StartObject;
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    if (json.CurrentDepth == top)
                        return;
                    if (json.CurrentDepth == top + 1)
                        inData = false;
                    break;
                default:
                    LookInto(ref json);
                    break;
            }
        }
    }

    /// <summary>Makes an event of what was read.</summary>
    /// <param name="data">The bytes that the reader was given; the event points into them.</param>
    /// <param name="isCloudEvent">Whether the fields stood in <c>data</c>.</param>
    /// <param name="e">The event, with its defaults filled in.</param>
    /// <param name="fault">The first thing that is wrong: type, then what is missing, then what is bad, in the order of the contract.</param>
    /// <returns>False where something is wrong.</returns>
    public bool TryBuild(ReadOnlySpan<byte> data, bool isCloudEvent, ref EventView e, out EventFault fault)
    {
        if ((isCloudEvent && !TryOpenEnvelope(data, out fault)) || !TryReadType(data, isCloudEvent, out var type, out fault))
            return false;
        EventChecks.Start(type, ref e);
        if (EventChecks.FirstMissing(type, _present) is { } missing)
        {
            fault = EventFault.Missing(missing, type);
            return false;
        }
        var used = _present & EventFields.Used(type);
        for (var rest = used & ~EventFields.Bit(EventField.Type); rest != 0; rest &= rest - 1)
        {
            var field = (EventField)BitOperations.TrailingZeroCount(rest);
            if (!TryTake(field, data, ref e))
            {
                fault = EventFault.Bad(field);
                return false;
            }
        }
        if (EventChecks.HalfPosition(used) is { } half)
        {
            fault = EventFault.Bad(half);
            return false;
        }
        fault = default;
        return true;
    }

    // 0: the fields of an event; 1: the envelope of a CloudEvent; 2: its data; -1: nothing that counts.
    private static int EnvelopeDepth(int depth, bool inData) => depth == 1 ? 1 : depth == 2 && inData ? 2 : -1;

    /// <summary>Reads a name and moves to its value.</summary>
    /// <returns>The slot of the value, or -1.</returns>
    private int ReadName(ref Utf8JsonReader json, int level)
    {
        var mark = _scratchLength;
        var name = json.ValueIsEscaped ? Unescape(json.ValueSpan) : json.ValueSpan;
        if (json.ValueIsEscaped)
            HasCardData |= CardData.HasTrack(name);
        var slot = level switch
        {
            0 => Match(name),
            1 => MatchEnvelope(name),
            2 => Match(name) is var field and > (int)EventField.Time ? field : -1,
            _ => -1,
        };
        var isCardData = slot < 0 && CardData.IsName(name);
        _scratchLength = mark;
        json.Read();
        HasCardData |= isCardData && json.TokenType != JsonTokenType.Null;
        return slot;
    }

    // The last of a repeated name counts, and null is as good as absent.
    private void Put(int slot, ref Utf8JsonReader json)
    {
        if (slot == Data)
            _present &= (1u << SpecVersion) | EventFields.Bit(EventField.Type) | EventFields.Bit(EventField.Time);
        if (json.TokenType == JsonTokenType.Null)
        {
            _present &= ~(1u << slot);
            return;
        }
        _present |= 1u << slot;
        ref var place = ref _slots[slot];
        place.Kind = json.TokenType;
        if (json.TokenType == JsonTokenType.String && json.ValueIsEscaped)
        {
            (place.Start, place.InScratch) = (_scratchLength, true);
            var text = Unescape(json.ValueSpan);
            place.Length = text.Length;
            HasCardData |= CardData.HasTrack(text);
            return;
        }
        place.InScratch = false;
        place.Start = (int)json.TokenStartIndex + (json.TokenType == JsonTokenType.String ? 1 : 0);
        place.Length = json.ValueSpan.Length;
    }

    // The bytes as they stand were looked through by whoever has the line; what was written with escapes is seen only here.
    private void LookInto(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String || !json.ValueIsEscaped)
            return;
        var mark = _scratchLength;
        HasCardData |= CardData.HasTrack(Unescape(json.ValueSpan));
        _scratchLength = mark;
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> escaped)
    {
        if (_scratch.Length - _scratchLength < escaped.Length)
            Array.Resize(ref _scratch, Math.Max(_scratch.Length * 2, _scratchLength + escaped.Length));
        var length = JsonText.Unescape(escaped, _scratch.AsSpan(_scratchLength));
        _scratchLength += length;
        return _scratch.AsSpan(_scratchLength - length, length);
    }

    private bool TryOpenEnvelope(ReadOnlySpan<byte> data, out EventFault fault)
    {
        var hasVersion = (_present & (1u << SpecVersion)) != 0;
        var hasData = (_present & (1u << Data)) != 0;
        fault = !hasVersion ? EventFault.MissingSpecVersion
            : _slots[SpecVersion].Kind != JsonTokenType.String || !TextOf(SpecVersion, data).SequenceEqual("1.0"u8) ? EventFault.BadSpecVersion
            : !hasData ? EventFault.MissingData
            : _slots[Data].Kind != JsonTokenType.StartObject ? EventFault.BadData
            : default;
        return fault == default;
    }

    private bool TryReadType(ReadOnlySpan<byte> data, bool isCloudEvent, out EventType type, out EventFault fault)
    {
        type = EventType.None;
        fault = default;
        if ((_present & EventFields.Bit(EventField.Type)) == 0)
        {
            fault = EventFault.Missing(EventField.Type, EventType.None);
            return false;
        }
        if (_slots[(int)EventField.Type].Kind != JsonTokenType.String)
        {
            fault = EventFault.Bad(EventField.Type);
            return false;
        }
        var word = TextOf((int)EventField.Type, data);
        if (isCloudEvent)
            word = word.StartsWith("posmonitor."u8) ? word["posmonitor.".Length..] : default;
        if (EventWords.TryRead(word, out type))
            return true;
        fault = isCloudEvent ? EventFault.UnknownCloudType : EventFault.UnknownType;
        return false;
    }

    private bool TryTake(EventField field, ReadOnlySpan<byte> data, ref EventView e)
    {
        var kind = _slots[(int)field].Kind;
        var text = TextOf((int)field, data);
        switch (field)
        {
            case EventField.Amount:
                return kind == JsonTokenType.Number && TryReadInteger(text, out var amount) && EventChecks.TryTakeAmount(amount, ref e);
            case EventField.Lat or EventField.Lon:
                return kind == JsonTokenType.Number && Utf8Parser.TryParse(text, out double degrees, out var read) && read == text.Length
                    && EventChecks.TryTakeDegrees(field, degrees, ref e);
        }
        if (kind != JsonTokenType.String)
            return false;
        return field switch
        {
            EventField.Time => Rfc3339.TryRead(text, out e.Time),
            EventField.Kind => EventWords.TryRead(text, out e.Kind),
            EventField.Channel => EventWords.TryRead(text, out e.Channel),
            EventField.Recipient => EventWords.TryRead(text, out e.Recipient),
            EventField.Status => EventWords.TryRead(text, out e.Status),
            _ => EventChecks.TryTake(field, text, ref e),
        };
    }

    // JSON has no leading zeros, so the digits that fit are few; a point or an exponent is not an integer, whatever its value.
    private static bool TryReadInteger(ReadOnlySpan<byte> text, out long value) =>
        Utf8Parser.TryParse(text, out value, out var read) && read == text.Length;

    private ReadOnlySpan<byte> TextOf(int slot, ReadOnlySpan<byte> data)
    {
        ref var place = ref _slots[slot];
        return (place.InScratch ? _scratch : data).Slice(place.Start, place.Length);
    }

    private static int MatchEnvelope(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("type"u8) ? (int)EventField.Type
        : name.SequenceEqual("time"u8) ? (int)EventField.Time
        : name.SequenceEqual("specversion"u8) ? SpecVersion
        : name.SequenceEqual("data"u8) ? Data
        : -1;

    private static int Match(ReadOnlySpan<byte> name) => (int)(name.Length switch
    {
        3 => Is(name, "txn"u8, EventField.Txn) ?? Is(name, "lat"u8, EventField.Lat) ?? Is(name, "lon"u8, EventField.Lon),
        4 => Is(name, "type"u8, EventField.Type) ?? Is(name, "time"u8, EventField.Time) ?? Is(name, "code"u8, EventField.Code)
            ?? Is(name, "kind"u8, EventField.Kind) ?? Is(name, "card"u8, EventField.Card),
        5 => Is(name, "payer"u8, EventField.Payer),
        6 => Is(name, "amount"u8, EventField.Amount) ?? Is(name, "issuer"u8, EventField.Issuer) ?? Is(name, "status"u8, EventField.Status),
        7 => Is(name, "channel"u8, EventField.Channel),
        8 => Is(name, "acquirer"u8, EventField.Acquirer) ?? Is(name, "terminal"u8, EventField.Terminal)
            ?? Is(name, "merchant"u8, EventField.Merchant) ?? Is(name, "currency"u8, EventField.Currency),
        9 => Is(name, "recipient"u8, EventField.Recipient),
        _ => null,
    } ?? (EventField)255) is var field and < EventFields.Count ? field : -1;

    private static EventField? Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> known, EventField field) =>
        name.SequenceEqual(known) ? field : null;

    private struct Slot
    {
        public int Start;
        public int Length;
        public JsonTokenType Kind;
        public bool InScratch;
    }
}
