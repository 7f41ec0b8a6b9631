using Microsoft.Extensions.Options;

namespace PosMonitor.Limits;

/// <summary>Stops the start with the name of a wrong limit and its range.</summary>
internal sealed class LimitOptionsValidator : IValidateOptions<LimitOptions>
{
    public ValidateOptionsResult Validate(string? name, LimitOptions options)
    {
        List<string> failures = [];
        Check(nameof(options.RequestsPerSecond), options.RequestsPerSecond, 1, 1_000_000);
        Check(nameof(options.RequestsAtOnce), options.RequestsAtOnce, 1, 100_000);
        Check(nameof(options.AnonymousPerSecond), options.AnonymousPerSecond, 1, 1_000_000);
        Check(nameof(options.AnonymousAtOnce), options.AnonymousAtOnce, 1, 100_000);
        Check(nameof(options.StreamsPerKey), options.StreamsPerKey, 1, 100_000);
        Check(nameof(options.Streams), options.Streams, 1, 1_000_000);
        Check(nameof(options.AddressBytes), options.AddressBytes, 1_024, 65_536);
        Check(nameof(options.HeaderBytes), options.HeaderBytes, 4_096, 262_144);
        Check(nameof(options.SlowestBody), options.SlowestBody, 1, 1_000_000);
        CheckTime(nameof(options.HeaderTimeout), options.HeaderTimeout, TimeSpan.FromSeconds(1));
        // The server looks once a second.
        CheckTime(nameof(options.SlowBodyGrace), options.SlowBodyGrace, TimeSpan.FromSeconds(2));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(string setting, int value, int least, int most)
        {
            if (value < least || value > most)
                failures.Add($"{LimitOptions.Section}:{setting} is {value}; allowed is {least} to {most}.");
        }

        void CheckTime(string setting, TimeSpan value, TimeSpan least)
        {
            var most = TimeSpan.FromMinutes(10);
            if (value < least || value > most)
                failures.Add($"{LimitOptions.Section}:{setting} is {Settings.Duration.Format(value)}; allowed is {Settings.Duration.Format(least)} to {Settings.Duration.Format(most)}.");
        }
    }
}
