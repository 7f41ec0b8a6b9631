using PosMonitor.Shards;
using PosMonitor.Transactions;

namespace PosMonitor.Settings;

/// <summary>
/// The configuration of a shard, version by version. A transaction is judged all its life by the version that was in force when its first event came,
/// so versions are kept as long as a transaction was begun under them.
/// </summary>
public sealed class SettingBook
{
    private const int MostCached = 1 << 16;
    private readonly Names _names;
    private readonly Func<int, string> _terminalId;
    private readonly List<Configuration> _versions = [];

    // What made each version out of the one before: one list less than there are versions.
    private readonly List<ConfigurationNews> _news = [];
    private readonly Dictionary<(int Number, int Acquirer, int Merchant, int Issuer, int Terminal), Lifecycle> _terms = [];
    private int _first;

    /// <param name="atStart">What is in force at first.</param>
    /// <param name="names">The names of the shard.</param>
    /// <param name="terminalId">The id of a terminal, by its number.</param>
    public SettingBook(DetectionOptions atStart, Names names, Func<int, string> terminalId)
    {
        (_names, _terminalId) = (names, terminalId);
        _versions.Add(Configuration.Start(atStart));
    }

    /// <summary>What is in force.</summary>
    public Configuration Now => _versions[^1];

    /// <summary>The number of what is in force, by which a transaction keeps it.</summary>
    public int Number => _first + _versions.Count - 1;

    /// <summary>How many versions are kept.</summary>
    public int Count => _versions.Count;

    /// <summary>The configuration of a number that is kept.</summary>
    public Configuration this[int number] => _versions[number - _first];

    /// <summary>Puts what changed in force.</summary>
    public void Take(ConfigurationNews news)
    {
        var next = Now;
        foreach (var change in news.Changes)
        {
            if (change.Version > next.Version)
                next = next.With(change);
        }
        next = next.At(Math.Max(next.Version, news.Through));
        var changes = news.Changes.Where(static change => change.Kind != ConfigurationKind.Terminal).ToArray();
        if (changes.Length == 0)
        {
            _versions[^1] = next;
            return;
        }
        _versions.Add(next);
        _news.Add(new ConfigurationNews(next.Version, changes, More: false));
    }

    /// <summary>What made the versions after a number that is kept.</summary>
    public IEnumerable<ConfigurationNews> NewsAfter(int number) => _news.Skip(number - _first);

    /// <summary>Puts back what was read from a snapshot: the oldest version, under its number; the later ones are taken after it.</summary>
    public void Restore(int oldest, ConfigurationNews all)
    {
        var first = all.Changes.Aggregate(_versions[0], static (configuration, change) => configuration.With(change));
        _versions.Clear();
        _news.Clear();
        _versions.Add(first.At(all.Through));
        _first = oldest;
        _terms.Clear();
    }

    /// <summary>Forgets the versions before a number: nobody was begun under them any more.</summary>
    public void ForgetBefore(int number)
    {
        var count = Math.Min(number, Number) - _first;
        if (count <= 0)
            return;
        _versions.RemoveRange(0, count);
        _news.RemoveRange(0, count);
        _first += count;
        _terms.Clear();
    }

    /// <summary>By what a transaction is judged.</summary>
    /// <param name="number">The number under which it was begun.</param>
    /// <param name="acquirer">Names of the shard; -1 for what is not known.</param>
    /// <param name="merchant">Its request's, or the one that its terminal was bound to.</param>
    /// <param name="issuer">Its request's.</param>
    /// <param name="terminal">The number of its terminal.</param>
    public Lifecycle Of(int number, int acquirer, int merchant, int issuer, int terminal)
    {
        var configuration = this[number];
        if (!configuration.HasOwn)
            return configuration.Plain;
        var key = (number, acquirer, configuration.HasScopes ? merchant : -1,
            configuration.HasScopes ? issuer : -1, configuration.HasTerminals ? terminal : -1);
        if (_terms.TryGetValue(key, out var terms))
            return terms;
        if (_terms.Count >= MostCached)
            _terms.Clear();
        var settings = configuration.Of(Text(acquirer), Text(merchant), Text(issuer), _terminalId(terminal));
        return _terms[key] = new Lifecycle(settings, configuration.CodesOf(_names.Text(acquirer)));
    }

    /// <summary>The settings in force for a terminal's own rules.</summary>
    public DetectionOptions NowOf(int acquirer, int merchant, int terminal) =>
        Now.HasScopes ? Of(Number, acquirer, merchant, -1, terminal).Settings : Now.Fleet;

    private string? Text(int name) => name < 0 ? null : _names.Text(name);
}
