using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PosMonitor.Settings;

/// <summary>What <c>/openapi/v1.json</c> tells of settings: the one list of them, with what is allowed.</summary>
internal static class SettingsOpenApi
{
    public static Task DescribeBody(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancelled)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = "What differs from the scopes above; a setting that is absent or null is not set. At most 64 KiB.",
            Content = Json(new OpenApiSchema { Type = JsonSchemaType.Object, Properties = Settings(), AdditionalPropertiesAllowed = false }),
        };
        return Task.CompletedTask;
    }

    public static Task DescribeAnswer(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancelled)
    {
        var properties = Settings();
        properties["sources"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "Who sets it, by setting: default, file, or a scope such as acquirer/lakala.",
            AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String },
        };
        properties["set"] = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "What this scope itself sets.", Properties = Settings() };
        properties["version"] = new OpenApiSchema { Type = JsonSchemaType.Integer | JsonSchemaType.Null, Description = "The last change of what this scope sets." };
        properties["changedAt"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Format = "date-time" };
        properties["changedBy"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null };
        operation.Responses ??= [];
        operation.Responses["200"] = new OpenApiResponse
        {
            Description = "OK",
            Content = Json(new OpenApiSchema { Type = JsonSchemaType.Object, Properties = properties, Required = new HashSet<string>(properties.Keys) }),
        };
        return Task.CompletedTask;
    }

    private static Dictionary<string, OpenApiMediaType> Json(OpenApiSchema schema) => new() { ["application/json"] = new OpenApiMediaType { Schema = schema } };

    private static Dictionary<string, IOpenApiSchema> Settings() => DetectionSettings.All.ToDictionary(setting => setting.Name, IOpenApiSchema (setting) => Schema(setting));

    private static OpenApiSchema Schema(DetectionSetting setting)
    {
        var value = setting.Get(new DetectionOptions());
        return new OpenApiSchema
        {
            Type = value switch
            {
                TimeSpan => JsonSchemaType.String,
                bool => JsonSchemaType.Boolean,
                double => JsonSchemaType.Number,
                _ => JsonSchemaType.Integer,
            },
            Description = $"Allowed is {setting.Allowed}.",
            Default = value is TimeSpan time ? JsonValue.Create(Duration.Format(time)) : JsonSerializer.SerializeToNode(value),
        };
    }
}
