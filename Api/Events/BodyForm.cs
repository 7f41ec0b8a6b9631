namespace PosMonitor.Events;

/// <summary>How the events of a body are laid out, told by its content type (contract §1).</summary>
public enum BodyForm
{
    /// <summary><c>application/x-ndjson</c>: one event a line.</summary>
    Lines,

    /// <summary><c>application/json</c>: one object, or an array of them.</summary>
    Json,

    /// <summary><c>application/cloudevents+json</c>: one CloudEvent.</summary>
    CloudEvent,

    /// <summary><c>application/cloudevents-batch+json</c>: an array of CloudEvents.</summary>
    CloudEventBatch,
}
