using Microsoft.Extensions.Logging;

namespace PosMonitor.Access;

public sealed partial class KeyringGrain
{
    [LoggerMessage(1, LogLevel.Information, "Key {Key} with the role {Role} was made by {By}")]
    private static partial void LogMade(ILogger log, string key, AccessRole role, string by);

    [LoggerMessage(2, LogLevel.Information, "Key {Key} was rotated; the old one is good for another {Grace}")]
    private static partial void LogRotated(ILogger log, string key, TimeSpan grace);

    [LoggerMessage(3, LogLevel.Information, "Key {Key} was revoked")]
    private static partial void LogRevoked(ILogger log, string key);

    [LoggerMessage(4, LogLevel.Error, "It is not known whether a key was kept; the keyring starts again from the store")]
    private static partial void LogNotKept(ILogger log, Exception failure);
}
