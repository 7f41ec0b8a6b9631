using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PosMonitor.Documentation;

/// <summary>What <c>/openapi/v1.json</c> tells of an answer that has one of two forms, depending on what was asked.</summary>
internal static class Alternatives
{
    /// <summary>Adds the second form to the one that the endpoint produces.</summary>
    public static async Task Add<T>(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var answer = operation.Responses!["200"].Content!["application/json"];
        var other = await context.GetOrCreateSchemaAsync(typeof(T), null, cancellation);
        answer.Schema = new OpenApiSchema { AnyOf = [answer.Schema!, other] };
    }
}
