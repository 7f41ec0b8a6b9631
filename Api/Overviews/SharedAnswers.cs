using PosMonitor.Access;
using PosMonitor.Queries;

namespace PosMonitor.Overviews;

/// <summary>
/// Answers that cost a look at all that the shards hold: kept for some seconds, for any number of readers who see the same acquirers at the cost of one.
/// </summary>
public sealed class SharedAnswers(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (DateTimeOffset Until, Task<byte[]> Body)> _kept = new(StringComparer.Ordinal);

    /// <summary>The answer, as it is written: the one that is kept, or a new one.</summary>
    /// <param name="question">The path and all parameters.</param>
    /// <param name="cut">The acquirers that the reader may see; null for all.</param>
    /// <param name="keep">How old an answer may be.</param>
    /// <param name="ask">Asks the grains.</param>
    public Task<byte[]> Get<T>(string question, AcquirerCut? cut, TimeSpan keep, Func<Task<T>> ask)
    {
        var key = $"{question}\n{cut.Readers()}";
        var now = time.GetUtcNow();
        lock (_gate)
        {
            foreach (var (old, _) in _kept.Where(kept => kept.Value.Until <= now && kept.Value.Body.IsCompleted).ToList())
                _kept.Remove(old);
            if (!_kept.TryGetValue(key, out var known) || known.Body.IsFaulted)
                _kept[key] = known = (now + keep, Write(ask));
            return known.Body;
        }
    }

    private static async Task<byte[]> Write<T>(Func<Task<T>> ask) => Answers.Body(await ask());
}
