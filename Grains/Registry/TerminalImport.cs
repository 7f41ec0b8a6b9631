using System.Text;
using PosMonitor.Events;
using PosMonitor.Settings;
using PosMonitor.Terminals;

namespace PosMonitor.Registry;

/// <summary>Many terminals to be registered at once: judges the rows, then finds out what they change.</summary>
public sealed class TerminalImport
{
    private static readonly TerminalRowResult Created = new(TerminalRowOutcome.Created, null);
    private static readonly TerminalRowResult Updated = new(TerminalRowOutcome.Updated, null);
    private static readonly TerminalRowResult Same = new(TerminalRowOutcome.Unchanged, null);
    private static readonly TerminalRowResult Overtaken = new(TerminalRowOutcome.Unchanged, "A later row is about the same terminal; that one counts.");

    private readonly TerminalRowResult[] _results;
    private readonly Dictionary<string, (int Row, string Body)> _wanted = [];

    public TerminalImport(IReadOnlyList<TerminalRow> rows)
    {
        _results = new TerminalRowResult[rows.Count];
        var errors = new List<string>();
        for (var at = 0; at < rows.Count; at++)
        {
            errors.Clear();
            var row = rows[at];
            var entry = new TerminalEntry { Merchant = row.Merchant, Serial = row.Serial, Model = row.Model, Lat = row.Lat, Lon = row.Lon };
            if (!IsId(row.Acquirer, Identifiers.AcquirerLength))
                errors.Add("acquirer is wrong; allowed is an id, [A-Za-z0-9._-]{1,32}.");
            if (!IsId(row.Terminal, Identifiers.TerminalLength))
                errors.Add("terminal is wrong; allowed is an id, [A-Za-z0-9._-]{1,16}.");
            entry.Check(errors);
            if (errors.Count > 0)
            {
                _results[at] = new TerminalRowResult(TerminalRowOutcome.Rejected, string.Join(' ', errors));
                continue;
            }
            var key = TerminalKey.Of(row.Acquirer, row.Terminal);
            if (_wanted.TryGetValue(key, out var earlier))
                _results[earlier.Row] = Overtaken;
            _wanted[key] = (at, entry.ToJson());
        }
    }

    /// <summary>The terminals that the good rows name.</summary>
    public IReadOnlyCollection<string> Keys => _wanted.Keys;

    /// <summary>What became of each row; complete once <see cref="Changes"/> was called.</summary>
    public IReadOnlyList<TerminalRowResult> Results => _results;

    /// <summary>The changes that are left to be made, in order of the rows.</summary>
    /// <param name="known">The terminals of <see cref="Keys"/> that are registered.</param>
    /// <param name="last">The last version there is.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="now">The server's clock.</param>
    public List<ConfigurationChange> Changes(IReadOnlyList<RegistryEntry> known, long last, string by, DateTimeOffset now)
    {
        var bodies = known.ToDictionary(entry => entry.Key, entry => entry.Body);
        var changes = new List<ConfigurationChange>();
        foreach (var (key, (row, body)) in _wanted.OrderBy(wanted => wanted.Value.Row))
        {
            var before = bodies.GetValueOrDefault(key);
            _results[row] = before is null ? Created : before == body ? Same : Updated;
            if (before != body)
                changes.Add(new ConfigurationChange(last + changes.Count + 1, ConfigurationKind.Terminal, key, body, by, now));
        }
        return changes;
    }

    private static bool IsId(string id, int longest) => id.Length <= longest && Identifiers.IsId(Encoding.UTF8.GetBytes(id), longest);
}
