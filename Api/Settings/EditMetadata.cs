namespace PosMonitor.Settings;

/// <summary>What endpoints that change settings or registry have in common.</summary>
internal static class EditMetadata
{
    /// <summary>The problems of a <c>PUT</c>, beside 400.</summary>
    public static RouteHandlerBuilder ProducesEditProblems(this RouteHandlerBuilder endpoint) => endpoint
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
}
