namespace PosMonitor.Demo;

/// <summary>Puts the simulated fleet of <c>--demo</c> into the host.</summary>
public static class DemoSetup
{
    /// <summary>Registers the fleet; <see cref="DemoOptions"/> have to be given an address and a key by the host.</summary>
    public static IServiceCollection AddDemo(this IServiceCollection services)
    {
        services.AddOptions<DemoOptions>();
        services.AddHostedService<DemoFleet>();
        return services;
    }
}
