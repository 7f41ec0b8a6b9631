namespace PosMonitor.Fuzz;

/// <summary>Makes an input that fails smaller for as long as it fails.</summary>
internal static class Shrinker
{
    private const int MostTries = 2_000;

    public static async Task<FuzzInput> Shrink(FuzzInput input, Func<FuzzInput, Task<bool>> fails)
    {
        var tries = 0;
        for (var size = Math.Max(1, input.Body.Length / 2); size > 0; size /= 2)
        {
            for (var at = 0; at < input.Body.Length && tries < MostTries;)
            {
                var smaller = input with { Body = [.. input.Body[..at], .. input.Body[Math.Min(input.Body.Length, at + size)..]] };
                tries++;
                if (await fails(smaller))
                    input = smaller;
                else
                    at += size;
            }
        }
        return input;
    }
}
