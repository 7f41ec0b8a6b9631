using Microsoft.Extensions.Options;

namespace PosMonitor.Settings;

/// <summary>Refuses thresholds and durations of detection that make no sense, at start.</summary>
public sealed class DetectionOptionsValidator : IValidateOptions<DetectionOptions>
{
    public ValidateOptionsResult Validate(string? name, DetectionOptions options)
    {
        var rules = new SettingRules(DetectionOptions.Section);
        foreach (var setting in DetectionSettings.All)
            rules.Order(setting.Fits(setting.Get(options)), setting.Property, DetectionSetting.Text(setting.Get(options)), setting.Allowed);
        foreach (var (property, value, allowed) in DetectionSettings.Conflicts(options, other => $"{DetectionOptions.Section}:{other}"))
            rules.Order(false, property, value, allowed);
        return rules.Result();
    }
}
