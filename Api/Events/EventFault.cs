namespace PosMonitor.Events;

/// <summary>What is wrong with an event: its code and message are ready-made, so that a bad line costs no more than a good one.</summary>
internal readonly record struct EventFault(string Code, string Message)
{
    public static readonly EventFault Malformed = new(EventErrorCodes.MalformedJson, "not a JSON object in UTF-8");
    public static readonly EventFault TooLong = new(EventErrorCodes.TooLong, "longer than 16 KiB");
    public static readonly EventFault CardData =
        new(EventErrorCodes.CardData, "carries track data, a PIN block or a CVV, which nobody may send here");

    public static readonly EventFault UnknownType = new(EventErrorCodes.UnknownType, EventFields.Bad(EventField.Type));
    public static readonly EventFault UnknownCloudType =
        new(EventErrorCodes.UnknownType, "type of a CloudEvent must be posmonitor. and the type of an event");
    public static readonly EventFault TooFarAhead = new(EventErrorCodes.BadField, EventFields.TooFarAhead);
    public static readonly EventFault ForbiddenAcquirer = new(EventErrorCodes.ForbiddenAcquirer, "the key may not send events of this acquirer");
    public static readonly EventFault ForbiddenWatermark = new(EventErrorCodes.ForbiddenAcquirer, "watermark is taken from keys without an acquirer cut only");
    public static readonly EventFault MissingSpecVersion = new(EventErrorCodes.MissingField, "specversion is required in a CloudEvent");
    public static readonly EventFault BadSpecVersion = new(EventErrorCodes.BadField, "specversion of a CloudEvent must be 1.0");
    public static readonly EventFault MissingData = new(EventErrorCodes.MissingField, "data is required in a CloudEvent");
    public static readonly EventFault BadData = new(EventErrorCodes.BadField, "data of a CloudEvent must be the object of the fields of the event");

    public static EventFault Bad(EventField field) => new(EventErrorCodes.BadField, EventFields.Bad(field));

    public static EventFault Missing(EventField field, EventType type) => new(EventErrorCodes.MissingField, EventFields.Missing(field, type));
}
