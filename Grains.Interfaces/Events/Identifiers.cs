using System.Buffers;

namespace PosMonitor.Events;

/// <summary>The grammar of ids in contract §1. An id is ASCII, so its bytes are its characters.</summary>
public static class Identifiers
{
    public const int AcquirerLength = 32;

    /// <summary>ISO 8583 DE41.</summary>
    public const int TerminalLength = 16;

    /// <summary>ISO 8583 DE42.</summary>
    public const int MerchantLength = 32;
    public const int IssuerLength = 32;
    public const int PayerLength = 32;
    public const int TxnLength = 64;

    // A track in the form of DE35 is made of letters of an id.
    private const int ShortestTrack = 20;

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    private static readonly SearchValues<byte> InId = SearchValues.Create(System.Text.Encoding.ASCII.GetBytes(Letters));
    private static readonly SearchValues<byte> InTxn = SearchValues.Create(System.Text.Encoding.ASCII.GetBytes(Letters + ":"));

    /// <summary>True for <c>[A-Za-z0-9._-]{1,longest}</c> that is not made of dots alone and is no track of a card.</summary>
    public static bool IsId(ReadOnlySpan<byte> id, int longest) =>
        id.Length >= 1 && id.Length <= longest && !id.ContainsAnyExcept(InId) && id.ContainsAnyExcept((byte)'.') && !HoldsTrack(id);

    /// <summary>True for <c>[A-Za-z0-9._:-]{1,64}</c> that is not made of dots alone and holds no track of a card.</summary>
    public static bool IsTxn(ReadOnlySpan<byte> txn) =>
        txn.Length is >= 1 and <= TxnLength && !txn.ContainsAnyExcept(InTxn) && txn.ContainsAnyExcept((byte)'.') && !HoldsTrack(txn);

    /// <summary>True for the three upper-case letters of an ISO 4217 code.</summary>
    public static bool IsCurrency(ReadOnlySpan<byte> currency) =>
        currency.Length == 3 && !currency.ContainsAnyExceptInRange((byte)'A', (byte)'Z');

    private static bool HoldsTrack(ReadOnlySpan<byte> id) => id.Length >= ShortestTrack && CardData.HasTrack(id);
}
