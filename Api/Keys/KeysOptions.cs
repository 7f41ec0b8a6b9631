using PosMonitor.Access;
using PosMonitor.Json;
using PosMonitor.Settings;

namespace PosMonitor.Keys;

/// <summary>What <c>keys</c> was asked to do.</summary>
/// <param name="Method">Of the request.</param>
/// <param name="Address">Of the request.</param>
/// <param name="Key">An admin key.</param>
/// <param name="Body">Of the request, or null.</param>
internal sealed record KeysOptions(HttpMethod Method, Uri Address, string Key, KeyBody? Body)
{
    public const string Help = """
        Lists, makes, rotates and revokes the keys of a monitor.

          keys list                     all keys
          keys make NAME --role ROLE    makes a key and prints it, which is not done again
               --acquirers A,B          cut to these acquirers
               --expires TIME           good until then, such as 2027-01-31T00:00:00+08:00
          keys rotate ID                puts a new key in the place of one, and prints it
               --grace DURATION         how long the old one stays good, hh:mm:ss (default: not at all)
          keys revoke ID                ends a key
          keys reset-admin              where the admin key is lost: makes a new one, on the data directory itself, while no monitor runs on it;
                                        --PosMonitor:DataDirectory=DIR where that is not 'data'

          --to URL                      the monitor's address (default http://127.0.0.1:8080)
          --key KEY                     an admin key without acquirers (default: the environment's POSMONITOR_KEY)

        ROLE is ingest (sends events), viewer (reads), operator (takes care of alerts as well) or admin.
        Ends with 0 when it was done, 1 when it was not, 2 for a wrong command line.
        """;

    private const string Keys = "/v1/keys";

    /// <summary>Reads a command line, without the word <c>keys</c>.</summary>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public static KeysOptions Parse(IReadOnlyList<string> args, string? keyOfEnvironment)
    {
        var given = CommandArguments.Parse(args);
        var address = given.TakeAddress(Keys);
        var options = given.Words switch
        {
            ["list"] => new KeysOptions(HttpMethod.Get, address, "", null),
            ["make", var name] => new KeysOptions(HttpMethod.Post, address, "", BodyOf(name, given)),
            ["rotate", var id] => new KeysOptions(HttpMethod.Post, Below(address, id, "/rotate", GraceOf(given)), "", null),
            ["revoke", var id] => new KeysOptions(HttpMethod.Delete, Below(address, id, "", ""), "", null),
            ["make" or "rotate" or "revoke", ..] => throw new UsageException($"{given.Words[0]} wants one {(given.Words[0] == "make" ? "NAME" : "ID")}."),
            [] => throw new UsageException("What to do is missing: list, make, rotate, revoke or reset-admin."),
            _ => throw new UsageException($"{given.Words[0]} is not known; there are list, make, rotate, revoke and reset-admin."),
        };
        var key = given.TakeKey(keyOfEnvironment);
        given.CheckAllTaken($"keys {given.Words[0]}");
        return options with { Key = key };
    }

    private static KeyBody BodyOf(string name, CommandArguments given)
    {
        var role = given.Take("--role") ?? throw new UsageException($"--role is missing; allowed is one of {string.Join(", ", Roles.All)}.");
        if (Roles.Parse(role) is null)
            throw new UsageException($"--role {role}: one of {string.Join(", ", Roles.All)} is wanted.");
        DateTimeOffset? expires = null;
        if (given.Take("--expires") is { } text)
            expires = InstantConverter.TryParse(text, out var time) ? time : throw new UsageException($"--expires {text}: a time with an offset is wanted, such as 2027-01-31T00:00:00+08:00.");
        return new KeyBody(name, role, given.Take("--acquirers")?.Split(',', StringSplitOptions.TrimEntries), expires);
    }

    private static string GraceOf(CommandArguments given)
    {
        if (given.Take("--grace") is not { } text)
            return "";
        return Duration.TryParse(text, out _) ? $"?grace={text}" : throw new UsageException($"--grace {text}: a duration such as 00:10:00 is wanted.");
    }

    private static Uri Below(Uri keys, string id, string path, string query) => new($"{keys}/{Uri.EscapeDataString(id)}{path}{query}");
}
