using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PosMonitor.Queries;

namespace PosMonitor.Explanations;

/// <summary>What <c>/openapi/v1.json</c> tells of the answer of <c>/v1/explain</c>: which of the two it is depends on what was asked with.</summary>
internal static class ExplainOpenApi
{
    public static async Task DescribeAnswer(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var one = operation.Responses!["200"].Content!["application/json"];
        var list = await context.GetOrCreateSchemaAsync(typeof(ListAnswer<ExplanationAnswer>), null, cancellation);
        one.Schema = new OpenApiSchema { AnyOf = [one.Schema!, list] };
    }
}
