using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PosMonitor.Events;

/// <summary>What <c>/openapi/v1.json</c> tells of the body of <c>POST /v1/events</c>, which no .NET type describes: it is read from its bytes.</summary>
internal static class EventsOpenApi
{
    public static Task DescribeBody(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancelled)
    {
        var item = Event(isData: false);
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = "At most 16 MiB decoded; Content-Encoding gzip or br.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/x-ndjson"] = new OpenApiMediaType { Schema = item },
                ["application/json"] = new OpenApiMediaType { Schema = new OpenApiSchema { OneOf = [item, ArrayOf(item)] } },
                ["application/cloudevents+json"] = new OpenApiMediaType { Schema = CloudEvent() },
                ["application/cloudevents-batch+json"] = new OpenApiMediaType { Schema = ArrayOf(CloudEvent()) },
            },
        };
        return Task.CompletedTask;
    }

    private static OpenApiSchema ArrayOf(IOpenApiSchema item) => new() { Type = JsonSchemaType.Array, Items = item };

    private static OpenApiSchema CloudEvent() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "specversion", "type", "time", "data" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["specversion"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "1.0" },
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "posmonitor. and the type of the event" },
            ["time"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
            ["data"] = Event(isData: true),
        },
    };

    private static OpenApiSchema Event(bool isData)
    {
        var properties = new Dictionary<string, IOpenApiSchema>();
        foreach (var field in Enum.GetValues<EventField>())
        {
            if (isData && field is (EventField.Type or EventField.Time))
                continue;
            properties[EventFields.NameOf(field)] = new OpenApiSchema
            {
                Type = field switch
                {
                    EventField.Amount => JsonSchemaType.Integer,
                    EventField.Lat or EventField.Lon => JsonSchemaType.Number,
                    _ => JsonSchemaType.String,
                },
                Format = field == EventField.Time ? "date-time" : null,
                Description = EventFields.Bad(field),
            };
        }
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = isData ? null : new HashSet<string> { EventFields.NameOf(EventField.Type), EventFields.NameOf(EventField.Time) },
            Properties = properties,
        };
    }
}
