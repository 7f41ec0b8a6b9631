namespace PosMonitor.Errors;

/// <summary>An item of <c>errors</c> in a problem.</summary>
/// <param name="Field">The field, or null where it is the whole body.</param>
/// <param name="Message">What is wrong with it and what is allowed.</param>
public sealed record FieldError(string? Field, string Message);
