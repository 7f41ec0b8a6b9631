using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PosMonitor.Events;

namespace PosMonitor.Documentation;

/// <summary>Tells of types what their converters hide.</summary>
internal static class SchemaDetails
{
    public static Task Complete(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?))
        {
            schema.Type = type == typeof(DateTimeOffset) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Format = "date-time";
        }
        if (type == typeof(EventType) && schema.Enum is { } words)
            schema.Enum = [.. words.Where(word => word?.GetValue<string>() != "none")];
        return Task.CompletedTask;
    }
}
