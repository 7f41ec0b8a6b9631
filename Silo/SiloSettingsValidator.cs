using System.Net;
using Microsoft.Extensions.Options;

namespace PosMonitor.Hosting;

/// <summary>Refuses addresses and ports that are none.</summary>
public sealed class SiloSettingsValidator : IValidateOptions<SiloSettings>
{
    public ValidateOptionsResult Validate(string? name, SiloSettings options)
    {
        List<string> failures = [];
        if (!IPAddress.TryParse(options.Address, out var address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            failures.Add($"{SiloSettings.Section}:{nameof(options.Address)} is '{options.Address}'; allowed is one IP address of this machine that the other processes reach.");
        Check(nameof(options.Port), options.Port, failures);
        Check(nameof(options.GatewayPort), options.GatewayPort, failures);
        if (options.Port != 0 && options.Port == options.GatewayPort)
            failures.Add($"{SiloSettings.Section}:{nameof(options.GatewayPort)} is {options.GatewayPort}, the same as {SiloSettings.Section}:{nameof(options.Port)}; allowed is another port.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Check(string name, int port, List<string> failures)
    {
        if (port is < 0 or > 65535)
            failures.Add($"{SiloSettings.Section}:{name} is {port}; allowed is 0 (any free port) to 65535.");
    }
}
