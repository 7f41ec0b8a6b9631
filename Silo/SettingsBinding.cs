using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PosMonitor.Settings;

namespace PosMonitor.Hosting;

/// <summary>
/// Reads sections of settings into their options, more strictly than the framework's binder: a name that no setting has and a value that does not
/// fit stop the start, each told by its full name (contract: unknown fields in a setting are an error).
/// </summary>
public static class SettingsBinding
{
    /// <summary>Binds a section to its options and has both its form and its ranges checked when the host starts.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="section">The full name of the section.</param>
    /// <param name="sections">Names below it that are sections with options of their own.</param>
    public static IServiceCollection AddSettings<TOptions, TValidator>(
        this IServiceCollection services, string section, params string[] sections)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddSingleton<IConfigureOptions<TOptions>>(provider => new ConfigureOptions<TOptions>(
            options => Bind(SectionOf(provider, section), options, sections, [])));
        services.AddSingleton<IValidateOptions<TOptions>>(provider => new FormValidator<TOptions>(SectionOf(provider, section), sections));
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        services.AddOptions<TOptions>().ValidateOnStart();
        return services;
    }

    private static IConfigurationSection SectionOf(IServiceProvider provider, string section) => provider.GetRequiredService<IConfiguration>().GetSection(section);

    private static void Bind(IConfigurationSection section, object options, string[] sections, List<string> failures)
    {
        var properties = options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).ToArray();
        foreach (var child in section.GetChildren())
        {
            if (sections.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                continue;
            var property = properties.FirstOrDefault(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
                failures.Add($"{section.Path}:{child.Key} is not a setting; there are {string.Join(", ", properties.Select(property => property.Name).Concat(sections))}.");
            else if (child.Value is null || child.GetChildren().Any())
                failures.Add($"{section.Path}:{property.Name} is not a single value; allowed is {Form(property.PropertyType)}.");
            else if (TryConvert(child.Value, property.PropertyType, out var value))
                property.SetValue(options, value);
            else
                failures.Add($"{section.Path}:{property.Name} is '{child.Value}'; allowed is {Form(property.PropertyType)}.");
        }
    }

    private static bool TryConvert(string text, Type type, out object? value)
    {
        value = null;
        if (type == typeof(string))
            value = text;
        else if (type == typeof(TimeSpan) && Duration.TryParse(text, out var duration))
            value = duration;
        else if (type == typeof(int) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            value = number;
        else if (type == typeof(long) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large))
            value = large;
        else if (type == typeof(double) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real))
            value = real;
        else if (type == typeof(bool) && bool.TryParse(text, out var flag))
            value = flag;
        else if (type.IsEnum && Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase))
            value = Enum.Parse(type, text, ignoreCase: true);
        return value is not null;
    }

    private static string Form(Type type) => type switch
    {
        _ when type == typeof(TimeSpan) => "a duration, hh:mm:ss[.fff]",
        _ when type == typeof(int) || type == typeof(long) => "an integer",
        _ when type == typeof(double) => "a number",
        _ when type == typeof(bool) => "true or false",
        { IsEnum: true } => string.Join(" or ", Enum.GetNames(type).Select(name => name.ToLowerInvariant())),
        _ => "text",
    };

    private sealed class FormValidator<TOptions>(IConfigurationSection section, string[] sections) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            // The options that came in may have been changed by code since; only the form of what was written is judged here.
            var failures = new List<string>();
            Bind(section, Activator.CreateInstance<TOptions>(), sections, failures);
            return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
        }
    }
}
