namespace PosMonitor.Access;

/// <summary>The acquirers to which all that a caller reads and sends is cut (contract §6). Where there is none, null stands for it.</summary>
[GenerateSerializer, Immutable, Alias("pos.acquirer-cut")]
public sealed class AcquirerCut
{
    /// <summary>An id that no acquirer can have (contract §1).</summary>
    public const string Nobody = ".";

    [Id(0)] private readonly string[] _acquirers;

    public AcquirerCut(IEnumerable<string> acquirers) => _acquirers = [.. acquirers.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Lets nothing through.</summary>
    public static AcquirerCut Nothing { get; } = new([]);

    /// <summary>In ordinal order.</summary>
    public IReadOnlyList<string> Acquirers => _acquirers;

    /// <summary>True where the acquirer is among them. What belongs to no acquirer is not.</summary>
    public bool Has(string? acquirer) => acquirer is not null && Array.BinarySearch(_acquirers, acquirer, StringComparer.Ordinal) >= 0;

    /// <summary>The same of an id in UTF-8.</summary>
    public bool Has(ReadOnlySpan<byte> acquirer)
    {
        var (low, high) = (0, _acquirers.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = Compare(_acquirers[middle], acquirer);
            if (order == 0)
                return true;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }
        return false;
    }

    // Ids are ASCII.
    private static int Compare(string one, ReadOnlySpan<byte> other)
    {
        for (var at = 0; at < one.Length && at < other.Length; at++)
            if (one[at] != other[at])
                return one[at] - other[at];
        return one.Length - other.Length;
    }
}
