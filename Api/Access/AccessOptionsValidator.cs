using Microsoft.Extensions.Options;

namespace PosMonitor.Access;

/// <summary>Refuses an admin key that no client could send. The key itself is never repeated.</summary>
public sealed class AccessOptionsValidator : IValidateOptions<AccessOptions>
{
    private const int Longest = 512;

    public ValidateOptionsResult Validate(string? name, AccessOptions options) =>
        options.AdminKey is null || (options.AdminKey.Length is >= 1 and <= Longest && options.AdminKey.All(character => character is > ' ' and < '\x7f' and not (';' or ',' or '"')))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{AccessOptions.Section}:{nameof(options.AdminKey)} cannot be sent in a header; allowed are 1 to {Longest} visible ASCII characters, but no comma, semicolon or quote.");
}
