namespace PosMonitor.Shards;

/// <summary>The numbers of transactions that were read from a snapshot, by those that they had when it was written.</summary>
public sealed class RenumberedTransactions
{
    // One more than the number; 0 for what was not read.
    private int[] _numbers = [];

    /// <summary>Where none was read.</summary>
    public static RenumberedTransactions None { get; } = new();

    /// <summary>The number of one that has to be there.</summary>
    /// <exception cref="InvalidDataException">It was not read.</exception>
    public int this[int old] => Find(old) is >= 0 and var number ? number : throw new InvalidDataException($"The snapshot names transaction {old}, which is not in it.");

    /// <summary>The number of one, or -1 where it was not read.</summary>
    public int Find(int old) => (uint)old < (uint)_numbers.Length ? _numbers[old] - 1 : -1;

    public void Add(int old, int number)
    {
        if (old >= _numbers.Length)
            Array.Resize(ref _numbers, Math.Max(old + 1, _numbers.Length * 2));
        _numbers[old] = number + 1;
    }
}
