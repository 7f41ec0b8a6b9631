using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PosMonitor.Cluster;

/// <summary>Where nothing else was said, as in one process, a call that fails is not repeated: there is no other silo.</summary>
internal static class CallPatienceSetup
{
    public static void AddCallPatience(this IServiceCollection services) =>
        services.TryAddSingleton(provider => new CallPatience(TimeSpan.Zero, provider.GetRequiredService<TimeProvider>()));
}
