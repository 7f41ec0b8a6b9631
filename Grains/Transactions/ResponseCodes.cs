using System.Collections.Frozen;
using System.Reflection;
using PosMonitor.Events;
using PosMonitor.Registry;

namespace PosMonitor.Transactions;

/// <summary>The table of ISO 8583 DE39 codes that ships with the monitor (contract §3, <c>response-codes.csv</c>).</summary>
public sealed class ResponseCodes
{
    private static readonly (ResponseClass, ResponseCause) Unlisted = (ResponseClass.Failed, ResponseCause.Network);
    private readonly FrozenDictionary<ushort, (ResponseClass Class, ResponseCause Cause)> _codes;

    private ResponseCodes(FrozenDictionary<ushort, (ResponseClass, ResponseCause)> codes) => _codes = codes;

    /// <summary>The table as it ships.</summary>
    public static ResponseCodes Shipped { get; } = Read();

    /// <summary>Class and cause of a code; one that is not listed is <c>failed</c>, <c>network</c>.</summary>
    public (ResponseClass Class, ResponseCause Cause) Of(ushort code) => _codes.TryGetValue(code, out var known) ? known : Unlisted;

    /// <summary>This table with what an acquirer means by some codes.</summary>
    public ResponseCodes With(IEnumerable<KeyValuePair<ushort, CodeOverride>> codes)
    {
        var all = new Dictionary<ushort, (ResponseClass, ResponseCause)>(_codes);
        foreach (var (code, meaning) in codes)
            all[code] = (meaning.Class, meaning.Cause);
        return new ResponseCodes(all.ToFrozenDictionary());
    }

    private static ResponseCodes Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("response-codes.csv")!;
        using var lines = new StreamReader(stream);
        var codes = new Dictionary<ushort, (ResponseClass, ResponseCause)>();
        lines.ReadLine();
        while (lines.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            var cause = fields[2].Length == 0 ? ResponseCause.None : Enum.Parse<ResponseCause>(fields[2], ignoreCase: true);
            codes[ResponseCode.Pack((byte)fields[0][0], (byte)fields[0][1])] = (Enum.Parse<ResponseClass>(fields[1], ignoreCase: true), cause);
        }
        return new ResponseCodes(codes.ToFrozenDictionary());
    }
}
