namespace PosMonitor.Access;

/// <summary>Says of endpoints who may use them.</summary>
public static class AccessOfEndpoints
{
    public static TBuilder Needs<TBuilder>(this TBuilder endpoints, AccessNeed need)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(need);

    /// <summary>For whoever comes.</summary>
    public static TBuilder IsOpen<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.AllowAnonymous();

    /// <summary>What an endpoint needs: the nearest that was said of it.</summary>
    public static AccessNeed? NeedOf(this Endpoint endpoint) => endpoint.Metadata.GetMetadata<AccessNeed>();
}
