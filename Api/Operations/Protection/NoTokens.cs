using Microsoft.AspNetCore.Components.Forms;

namespace PosMonitor.Operations.Protection;

/// <summary>The pages have no forms of the framework: what changes something goes through the HTTP interface with the token of the session. So no further cookie is set.</summary>
internal sealed class NoTokens : AntiforgeryStateProvider
{
    /// <inheritdoc />
    public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
}
