namespace PosMonitor.Queries;

/// <summary>What can be asked of the monitor (contract §5), but for alerts.</summary>
public static class QueryEndpoints
{
    /// <param name="routes">The group of <c>/v1</c>.</param>
    public static void MapQueries(this IEndpointRouteBuilder routes)
    {
        routes.MapFleet();
        routes.MapAcquirers();
        routes.MapMerchants();
        routes.MapTerminals();
        routes.MapTransactions();
        routes.MapIssuers();
    }
}
