using System.Globalization;
using PosMonitor.Registry;

namespace PosMonitor.Operations.Entries;

/// <summary>The registry's entry of a terminal as somebody types it.</summary>
internal sealed class TerminalForm
{
    public string Merchant { get; set; } = "";

    public string Serial { get; set; } = "";

    public string Model { get; set; } = "";

    public string Lat { get; set; } = "";

    public string Lon { get; set; } = "";

    public static TerminalForm Of(RegisteredTerminal entry) => new()
    {
        Merchant = entry.Merchant ?? "",
        Serial = entry.Serial ?? "",
        Model = entry.Model ?? "",
        Lat = entry.Lat?.ToString(CultureInfo.InvariantCulture) ?? "",
        Lon = entry.Lon?.ToString(CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>The entry as it is sent.</summary>
    public TerminalBody ToBody() => new(Text(Merchant), Text(Serial), Text(Model), Number(Lat), Number(Lon));

    /// <summary>What is wrong, in the words of the HTTP interface.</summary>
    public List<string> Errors()
    {
        List<string> errors = [];
        var body = ToBody();
        new TerminalEntry { Merchant = body.Merchant, Serial = body.Serial, Model = body.Model, Lat = body.Lat, Lon = body.Lon }.Check(errors);
        return errors;
    }

    private static string? Text(string text) => text.Trim() is { Length: > 0 } some ? some : null;

    // What is no number is out of range as well, which is told with what is allowed.
    private static double? Number(string text) => Text(text) is not { } some ? null
        : double.TryParse(some, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
}
