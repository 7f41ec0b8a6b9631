using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PosMonitor.Access;
using PosMonitor.Queries;

namespace PosMonitor.Documentation;

/// <summary>Adds to each operation what its handler's signature does not tell: query parameters, the key, and the problems that every path may answer with.</summary>
internal static class OperationDetails
{
    public const string SecurityScheme = "key";

    public static Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        AddPath(operation, context.Description.RelativePath);
        DescribePath(operation);
        foreach (var parameters in context.Description.ActionDescriptor.EndpointMetadata.OfType<Parameters>())
        {
            operation.Parameters ??= [];
            foreach (var parameter in parameters.All)
                operation.Parameters.Add(Of(parameter));
        }
        if (context.Description.RelativePath?.StartsWith("v1", StringComparison.Ordinal) != true)
            return Task.CompletedTask;
        var need = context.Description.ActionDescriptor.EndpointMetadata.OfType<AccessNeed>().Last();
        List<string> roles = [.. need.Roles.Select(Roles.NameOf)];
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SecurityScheme, context.Document)] = roles }];
        operation.AddExtension("x-roles", new JsonNodeExtension(new JsonArray([.. roles.Select(role => JsonValue.Create(role))])));
        if (need.WithoutCut)
            operation.AddExtension("x-without-cut", new JsonNodeExtension(JsonValue.Create(true)));
        var problem = new OpenApiSchemaReference(nameof(ProblemDetails), context.Document);
        operation.Responses ??= [];
        operation.Responses.TryAdd("401", Problem("No key, or one that is not known.", problem));
        operation.Responses.TryAdd("403", Problem("The key has another role, or is cut to acquirers where that is not enough.", problem));
        operation.Responses.TryAdd("503", Problem("The cluster does not answer in time, or the process stops; `Retry-After` tells when to repeat.", problem));
        return Task.CompletedTask;
    }

    // Of a handler that reads the ids from the address itself.
    private static void AddPath(OpenApiOperation operation, string? path)
    {
        foreach (var name in path?.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}')) ?? [])
        {
            operation.Parameters ??= [];
            if (!operation.Parameters.Any(parameter => parameter.Name == name))
                operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Path, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        }
    }

    private static void DescribePath(OpenApiOperation operation)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            parameter.Description ??= parameter.Name switch
            {
                "acquirer" => "The id of the acquirer.",
                "merchant" => "The id of the merchant, ISO 8583 DE42.",
                "terminal" => "The id of the terminal, ISO 8583 DE41.",
                "txn" => "The key of the transaction.",
                "issuer" => "The id of the card's bank.",
                "id" => "The id.",
                _ => null,
            };
        }
    }

    private static OpenApiParameter Of(Parameter parameter)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.String };
        if (parameter.Format == Parameter.Count)
            schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = $"{parameter.Range.Most}", Default = JsonValue.Create(parameter.Range.Usual) };
        else if (parameter.Format is { } format)
            schema.Format = format;
        if (parameter.Words is { } words)
            schema.Enum = [.. words.Select(word => (JsonNode)JsonValue.Create(word))];
        return new OpenApiParameter { Name = parameter.Name, In = ParameterLocation.Query, Description = parameter.Description, Schema = schema };
    }

    private static OpenApiResponse Problem(string description, IOpenApiSchema schema) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = schema } },
    };
}
