using System.Runtime.CompilerServices;

namespace PosMonitor.Shards;

/// <summary>
/// A growing array of structs in pieces, so that it grows without copying and its items are never objects of their own. Items are addressed by
/// number; a freed number is used again.
/// </summary>
public sealed class Slab<T> where T : struct
{
    private const int Bits = 10, Piece = 1 << Bits;

    // In the place of a piece that was given back, so that who still has one of its numbers finds a free item there.
    private static readonly T[] Nothing = new T[Piece];

    private readonly Stack<int> _givenBack = new();
    private T[][] _pieces = new T[4][];
    private Stack<int> _free = new();
    private int _length;

    /// <summary>How many numbers were ever given out: all are below this.</summary>
    public int Length => _length;

    /// <summary>How many are in use.</summary>
    public int Count => _length - _free.Count - _givenBack.Count * Piece;

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
        if (_givenBack.TryPop(out var back))
        {
            _pieces[back] = NewPiece();
            for (number = (back + 1) * Piece - 1; number > back * Piece; number--)
                _free.Push(number);
            return number;
        }
        number = _length++;
        var piece = number >> Bits;
        if (piece == _pieces.Length)
            Array.Resize(ref _pieces, piece * 2);
        _pieces[piece] ??= NewPiece();
        return number;
    }

    // Where the garbage collector moves nothing: pieces live long, and moving them from one generation to the next holds everything up.
    private static T[] NewPiece() => GC.AllocateArray<T>(Piece, pinned: true);

    /// <summary>Takes a number back.</summary>
    public void Free(int number)
    {
        this[number] = default;
        _free.Push(number);
    }

    /// <summary>Gives the memory of pieces back in which nothing is in use, once that is most of all.</summary>
    public void GiveBack()
    {
        if (_free.Count < 2 * Piece || _free.Count < 2 * Count)
            return;
        var free = new int[_pieces.Length];
        foreach (var number in _free)
            free[number >> Bits]++;
        var kept = _free.Where(number => free[number >> Bits] < Piece).Reverse().ToArray();
        for (var piece = 0; piece < free.Length; piece++)
        {
            if (free[piece] < Piece)
                continue;
            _pieces[piece] = Nothing;
            _givenBack.Push(piece);
        }
        _free = new Stack<int>(kept);
    }
}
