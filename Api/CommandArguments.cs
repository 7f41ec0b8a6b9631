namespace PosMonitor;

/// <summary>The arguments of a command such as <c>send</c>: words, and options that each have a value.</summary>
/// <param name="Words">What is no option, in order.</param>
/// <param name="Options">By name, with the dashes; what is taken out is known.</param>
internal sealed record CommandArguments(IReadOnlyList<string> Words, Dictionary<string, string> Options)
{
    /// <exception cref="UsageException">An option has no value.</exception>
    public static CommandArguments Parse(IReadOnlyList<string> args)
    {
        var words = new List<string>();
        var options = new Dictionary<string, string>();
        for (var i = 0; i < args.Count; i++)
        {
            var arg = args[i];
            if (!arg.StartsWith("--", StringComparison.Ordinal))
            {
                words.Add(arg);
                continue;
            }
            var equals = arg.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? arg : arg[..equals];
            options[name] = equals >= 0 ? arg[(equals + 1)..]
                : i + 1 < args.Count ? args[++i]
                : throw new UsageException($"{name} wants a value.");
        }
        return new CommandArguments(words, options);
    }

    /// <summary>The value of an option, or null.</summary>
    public string? Take(string name) => Options.Remove(name, out var value) ? value : null;

    /// <summary>The address of the monitor: <c>--to</c>.</summary>
    /// <param name="path">What to ask for there.</param>
    /// <exception cref="UsageException">It is none.</exception>
    public Uri TakeAddress(string path)
    {
        var text = Take("--to") ?? "http://127.0.0.1:8080";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new UsageException($"--to {text}: an address such as http://127.0.0.1:8080 is wanted.");
        var before = uri.AbsolutePath.TrimEnd('/');
        return new UriBuilder(uri) { Path = before.EndsWith(path, StringComparison.Ordinal) ? before : before + path }.Uri;
    }

    /// <summary>The key: <c>--key</c>, else that of the environment.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public string TakeKey(string? ofEnvironment) => Take("--key") ?? ofEnvironment ?? throw new UsageException("No key: --key KEY, or POSMONITOR_KEY in the environment.");

    /// <exception cref="UsageException">An option is left that nobody took.</exception>
    public void CheckAllTaken(string command)
    {
        if (Options.Count > 0)
            throw new UsageException($"{Options.Keys.First()} is not an option of {command}.");
    }
}
