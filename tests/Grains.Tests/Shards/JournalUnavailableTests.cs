using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using PosMonitor.Journal;

namespace PosMonitor.Shards;

/// <summary>What a caller in another process is told when the store fails.</summary>
public sealed class JournalUnavailableTests
{
    [Fact]
    public void It_crosses_processes_whatever_its_cause()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var thrown = new JournalUnavailableException("The shard has moved.", new EpochLostException());

        var told = Assert.IsType<JournalUnavailableException>(serializer.Deserialize<Exception>(serializer.SerializeToArray<Exception>(thrown)));
        Assert.Equal(thrown.Message, told.Message);
    }
}
