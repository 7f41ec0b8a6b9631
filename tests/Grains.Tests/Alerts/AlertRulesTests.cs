using PosMonitor.Reference;

namespace PosMonitor.Alerts;

public sealed class AlertRulesTests
{
    [Fact]
    public void Every_rule_of_the_contract_stands_in_the_list_once() =>
        Assert.Equal(Rules.All.Order(StringComparer.Ordinal), AlertRules.Names.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_rule_that_is_written_stands_in_the_list() =>
        Assert.Equal(
            typeof(IAlertRule).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IAlertRule))).ToHashSet(),
            AlertRules.All.Select(rule => rule.GetType()).ToHashSet());

    [Fact]
    public void A_rule_is_in_the_file_that_is_named_after_its_alert() =>
        Assert.All(AlertRules.All, rule => Assert.Equal(rule.GetType().Name, string.Concat(rule.Name.Split('.', '-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))));
}
