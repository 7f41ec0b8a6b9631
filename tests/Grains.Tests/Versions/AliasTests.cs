using System.Reflection;
using PosMonitor.Shards;

namespace PosMonitor.Versions;

/// <summary>What crosses from one process to another is known by names and numbers of its own, so that silos of two builds understand each other.</summary>
public sealed class AliasTests
{
    private static readonly Type[] Types = [.. new[] { typeof(IShardGrain).Assembly, typeof(Shard).Assembly }.SelectMany(assembly => assembly.GetTypes())];

    [Fact]
    public void Every_message_has_an_alias_of_its_own()
    {
        var messages = Types.Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null).ToList();
        Assert.NotEmpty(messages);
        Assert.Empty(messages.Where(type => type.GetCustomAttribute<AliasAttribute>() is null).Select(type => type.FullName));
        Assert.Empty(messages.GroupBy(type => type.GetCustomAttribute<AliasAttribute>()!.Alias).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Fact]
    public void Every_grain_interface_and_each_of_its_methods_has_an_alias()
    {
        var interfaces = Types.Where(type => type.IsInterface && type.IsAssignableTo(typeof(IAddressable))).ToList();
        Assert.NotEmpty(interfaces);
        Assert.Empty(interfaces.Where(type => type.GetCustomAttribute<AliasAttribute>() is null).Select(type => type.FullName));
        foreach (var type in interfaces)
        {
            Assert.Empty(type.GetMethods().Where(method => method.GetCustomAttribute<AliasAttribute>() is null).Select(method => $"{type.Name}.{method.Name}"));
            Assert.Equal(type.GetMethods().Length, type.GetMethods().Select(method => method.GetCustomAttribute<AliasAttribute>()!.Alias).Distinct().Count());
        }
    }
}
