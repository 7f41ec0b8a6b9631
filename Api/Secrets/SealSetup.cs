namespace PosMonitor.Secrets;

/// <summary>Puts the seal of a gateway into its host.</summary>
public static class SealSetup
{
    public static IServiceCollection AddSeal(this IServiceCollection services)
    {
        services.AddSingleton<GatewaySeal>();
        services.AddHostedService<SealFetcher>();
        return services;
    }
}
