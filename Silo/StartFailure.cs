using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using PosMonitor.Storage;

namespace PosMonitor;

/// <summary>Why a start failed, in words for whoever started the process instead of a stack trace.</summary>
public static class StartFailure
{
    /// <summary>One line for each reason; empty where the failure is none that a user can mend.</summary>
    public static IReadOnlyList<string> Explain(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case OptionsValidationException wrong:
                    return [.. wrong.Failures.Distinct()];
                case AggregateException { InnerExceptions: var several } when several.All(one => one is OptionsValidationException):
                    return [.. several.Cast<OptionsValidationException>().SelectMany(wrong => wrong.Failures).Distinct()];
                case StoreUnusableException:
                    return [cause.Message];
                case AddressInUseException:
                    // Kestrel's own message, which names the address, wraps this one.
                    return [failure.Message];
                case System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.AddressAlreadyInUse or System.Net.Sockets.SocketError.AddressNotAvailable or System.Net.Sockets.SocketError.AccessDenied }:
                    return [failure is IOException ? failure.Message : $"An address to listen on cannot be used: {cause.Message}."];
                case FormatException or InvalidDataException:
                    return [cause.Message];
            }
        }
        return [];
    }
}
