using System.Runtime.CompilerServices;

namespace PosMonitor.Shards;

/// <summary>
/// A growing array of structs in pieces, so that it grows without copying and its items are never objects of their own. Items are addressed by
/// number; a freed number is used again.
/// </summary>
public sealed class Slab<T> where T : struct
{
    private const int Bits = 10, Piece = 1 << Bits;
    private T[][] _pieces = new T[4][];
    private readonly Stack<int> _free = new();
    private int _length;

    /// <summary>How many numbers were ever given out: all are below this.</summary>
    public int Length => _length;

    /// <summary>How many are in use.</summary>
    public int Count => _length - _free.Count;

    public ref T this[int number]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _pieces[number >> Bits][number & (Piece - 1)];
    }

    /// <summary>Gives out a number; its item is default.</summary>
    public int Add()
    {
        if (_free.TryPop(out var number))
            return number;
        number = _length++;
        var piece = number >> Bits;
        if (piece == _pieces.Length)
            Array.Resize(ref _pieces, piece * 2);
        _pieces[piece] ??= new T[Piece];
        return number;
    }

    /// <summary>Takes a number back.</summary>
    public void Free(int number)
    {
        this[number] = default;
        _free.Push(number);
    }
}
