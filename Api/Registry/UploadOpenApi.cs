using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PosMonitor.Events;

namespace PosMonitor.Registry;

/// <summary>What <c>/openapi/v1.json</c> tells of the body of <c>POST /v1/registry/terminals</c>.</summary>
internal static class UploadOpenApi
{
    public static Task DescribeBody(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancelled)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = $"At most {TerminalUpload.MostRows} rows and {EventBody.MostBytes >> 20} MiB decoded; Content-Encoding gzip or br.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["text/csv"] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                    Example = JsonValue.Create("acquirer,terminal,merchant,serial,model,lat,lon\nlakala,00012345,898310112345678,N5-0042,Newland N5,31.2304,121.4737\n"),
                },
                ["application/x-ndjson"] = new OpenApiMediaType { Schema = Row() },
            },
        };
        return Task.CompletedTask;
    }

    private static OpenApiSchema Row() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "acquirer", "terminal" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["acquirer"] = Text("[A-Za-z0-9._-]{1,32}"),
            ["terminal"] = Text("[A-Za-z0-9._-]{1,16}"),
            ["merchant"] = Text("[A-Za-z0-9._-]{1,32}"),
            ["serial"] = Text($"up to {TerminalEntry.LongestText} characters"),
            ["model"] = Text($"up to {TerminalEntry.LongestText} characters"),
            ["lat"] = Degrees(),
            ["lon"] = Degrees(),
        },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    private static OpenApiSchema Degrees() => new() { Type = JsonSchemaType.Number, Description = "degrees; both or neither" };
}
