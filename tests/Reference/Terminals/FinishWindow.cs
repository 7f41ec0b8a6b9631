namespace PosMonitor.Reference;

/// <summary>A terminal's window: "the last 20 by finish time, none over 15 min older than the newest" (contract §4).</summary>
public sealed class FinishWindow
{
    private List<Finish> _finishes = [];

    /// <summary>In order of finish time.</summary>
    public IReadOnlyList<Finish> Finishes => _finishes;

    /// <param name="finish">What has finished.</param>
    /// <param name="settings">Those of the terminal that are in force now.</param>
    /// <returns>False where it came too late to enter.</returns>
    public bool Enter(Finish finish, ReferenceSettings settings)
    {
        // OrderBy is stable: of two that finished at one moment, the one that entered first stands first.
        var all = _finishes.Append(finish).OrderBy(f => f.Time).ToList();
        var newest = all[^1].Time;
        var kept = all.Where(f => newest - f.Time <= settings.WindowAge).TakeLast(settings.WindowSize).ToList();
        if (!kept.Exists(f => ReferenceEquals(f, finish)))
            return false;
        _finishes = kept;
        return true;
    }

    public void Empty() => _finishes = [];
}
