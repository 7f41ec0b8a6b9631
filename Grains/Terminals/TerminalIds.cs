using PosMonitor.Shards;

namespace PosMonitor.Terminals;

/// <summary>
/// The ids of a shard's terminals, each with the name of its acquirer: <c>acquirer(varint) length(1) id</c>, one after the other. They stay in memory as
/// long as the shard, and are found by their position; nobody looks them up by their text.
/// </summary>
public sealed class TerminalIds
{
    private const int Bits = 12, Piece = 1 << Bits, Head = 6;
    private byte[][] _pieces = [new byte[Piece]];
    private int _last;
    private int _used;

    /// <summary>Keeps the id of a terminal, of at most 255 bytes.</summary>
    /// <returns>Its position.</returns>
    public int Add(int acquirer, ReadOnlySpan<byte> id)
    {
        if (Piece - _used < Head + id.Length)
        {
            if (++_last == _pieces.Length)
                Array.Resize(ref _pieces, _last * 2);
            _pieces[_last] = new byte[Piece];
            _used = 0;
        }
        var position = _last << Bits | _used;
        var to = _pieces[_last];
        for (var rest = (uint)acquirer; ; rest >>= 7)
        {
            to[_used++] = (byte)(rest < 0x80 ? rest : rest & 0x7f | 0x80);
            if (rest < 0x80)
                break;
        }
        to[_used++] = (byte)id.Length;
        id.CopyTo(to.AsSpan(_used));
        _used += id.Length;
        return position;
    }

    /// <summary>Says that an id will be read soon.</summary>
    internal void Fetch(int position) => CacheLines.Fetch(in _pieces[position >> Bits][position & (Piece - 1)]);

    /// <summary>The id at a position, and the name of its acquirer in the shard.</summary>
    public ReadOnlySpan<byte> Read(int position, out int acquirer)
    {
        var piece = _pieces[position >> Bits];
        var at = position & (Piece - 1);
        acquirer = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = piece[at++];
            acquirer |= (next & 0x7f) << shift;
            if (next < 0x80)
                break;
        }
        return piece.AsSpan(at + 1, piece[at]);
    }
}
