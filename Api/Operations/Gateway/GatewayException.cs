namespace PosMonitor.Operations.Gateway;

/// <summary>The HTTP interface did not do what a page asked of it.</summary>
/// <param name="problem">Why.</param>
public sealed class GatewayException(GatewayProblem problem) : Exception(problem.Detail)
{
    public GatewayProblem Problem => problem;
}
