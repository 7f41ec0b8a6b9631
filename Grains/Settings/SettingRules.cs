using System.Globalization;

namespace PosMonitor.Settings;

/// <summary>Collects what is wrong with the settings of a section, each with its full name, its value and the allowed range.</summary>
internal sealed class SettingRules(string section)
{
    private readonly List<string> _failures = [];

    public SettingRules Duration(string name, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
            Fail(name, Settings.Duration.Format(value), $"{Settings.Duration.Format(least)} to {Settings.Duration.Format(most)}");
        return this;
    }

    public SettingRules Number(string name, long value, long least, long most)
    {
        if (value < least || value > most)
            Fail(name, value.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"));
        return this;
    }

    /// <summary>A share, above 0 and at most 1.</summary>
    public SettingRules Share(string name, double value)
    {
        if (value is not (> 0 and <= 1))
            Fail(name, value.ToString(CultureInfo.InvariantCulture), "above 0, at most 1");
        return this;
    }

    /// <summary>One setting has to be at least, or more than, another.</summary>
    public SettingRules Order(bool holds, string name, string value, string rule)
    {
        if (!holds)
            Fail(name, value, rule);
        return this;
    }

    public Microsoft.Extensions.Options.ValidateOptionsResult Result() => _failures.Count == 0
        ? Microsoft.Extensions.Options.ValidateOptionsResult.Success
        : Microsoft.Extensions.Options.ValidateOptionsResult.Fail(_failures);

    private void Fail(string name, string value, string allowed) => _failures.Add($"{section}:{name} is {value}; allowed is {allowed}.");
}
