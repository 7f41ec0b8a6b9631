namespace PosMonitor;

/// <summary>What stands on the command line besides settings.</summary>
/// <param name="Settings">Arguments of the form <c>--Name=value</c> or <c>--Name value</c>, for the configuration.</param>
/// <param name="Demo">Whether <c>--demo</c> stands among them.</param>
/// <param name="Help">Whether help is asked for.</param>
/// <param name="Unknown">The first argument that is neither; null where there is none.</param>
public sealed record CommandLine(string[] Settings, bool Demo, bool Help, string? Unknown)
{
    /// <summary>
    /// Takes the switches out. The configuration would read <c>--demo --urls X</c> as the setting <c>demo</c> with the value <c>--urls</c>.
    /// </summary>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        List<string> settings = [];
        var (demo, help, unknown) = (false, false, (string?)null);
        for (var at = 0; at < arguments.Count; at++)
        {
            var argument = arguments[at];
            if (argument == "--demo")
                demo = true;
            else if (argument is "--help" or "-h" or "-?")
                help = true;
            else if (argument.StartsWith("--", StringComparison.Ordinal) && argument.Contains('=', StringComparison.Ordinal))
                settings.Add(argument);
            else if (argument.StartsWith("--", StringComparison.Ordinal) && argument.Length > 2 && at + 1 < arguments.Count && !arguments[at + 1].StartsWith("--", StringComparison.Ordinal))
                settings.AddRange([argument, arguments[++at]]);
            else
                unknown ??= argument;
        }
        return new CommandLine([.. settings], demo, help, unknown);
    }
}
