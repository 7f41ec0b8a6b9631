using System.Reflection;
using PosMonitor.Alerts;

namespace PosMonitor.Tests.Shards;

/// <summary>Gives the alert book of a run, and nothing else.</summary>
public class SinkFactory : DispatchProxy
{
    private Func<IAlertSink> _book = null!;

    public static IGrainFactory Create(Func<IAlertSink> book)
    {
        var factory = Create<IGrainFactory, SinkFactory>();
        ((SinkFactory)(object)factory)._book = book;
        return factory;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod is { Name: "GetGrain", IsGenericMethod: true } && targetMethod.GetGenericArguments()[0] == typeof(IAlertSink)
            ? _book()
            : throw new NotSupportedException($"A shard's teller is not expected to call {targetMethod}.");
}
