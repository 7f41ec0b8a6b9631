using System.Reflection;
using PosMonitor.Parties;

namespace PosMonitor.Queries;

/// <summary>A cluster of which there is the grain of the fleet and nothing else; it answers as it is told, one call after the other.</summary>
public class FleetOfAnswers : DispatchProxy
{
    private Queue<Func<Task<FleetView>>> _answers = null!;

    public static IGrainFactory Create(Queue<Func<Task<FleetView>>> answers) => Create<IGrainFactory>(answers);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod?.Name == nameof(IFleetGrain.GetFleet) ? _answers.Dequeue()() : Create<IFleetGrain>(_answers);

    private static T Create<T>(Queue<Func<Task<FleetView>>> answers)
        where T : class
    {
        var proxy = Create<T, FleetOfAnswers>();
        ((FleetOfAnswers)(object)proxy)._answers = answers;
        return proxy;
    }
}
