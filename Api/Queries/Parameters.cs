using PosMonitor.Errors;

namespace PosMonitor.Queries;

/// <summary>The query parameters of an endpoint, as its metadata.</summary>
public sealed record Parameters(IReadOnlyList<Parameter> All);

/// <summary>Declares the query parameters of endpoints.</summary>
public static class ParametersOfEndpoints
{
    /// <summary>Names all query parameters that the endpoint takes; a request with another one, or with one twice, is answered with 400.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, params Parameter[] parameters)
    {
        var names = parameters.Select(parameter => parameter.Name).ToArray();
        return endpoint
            .WithMetadata(new Parameters(parameters))
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .AddEndpointFilter((context, next) =>
            {
                Refuse(context.HttpContext.Request.Query, names);
                return next(context);
            });
    }

    private static void Refuse(IQueryCollection query, string[] names)
    {
        foreach (var (name, values) in query)
        {
            if (!names.Contains(name, StringComparer.Ordinal))
                throw new BadParameterException(names.Length == 0 ? "This path takes no query parameters." : $"There is a query parameter that this path does not take; allowed are {string.Join(", ", names)}.");
            if (values.Count > 1)
                throw new BadParameterException($"The query parameter '{name}' is given {values.Count} times; allowed is once.");
        }
    }
}
