namespace PosMonitor.Events;

/// <summary>Why an event of a body was refused.</summary>
/// <param name="Line">The line, from 1; in a JSON array the position of the element, from 1.</param>
/// <param name="Code">One of the error codes of contract §1, see <see cref="EventErrorCodes"/>.</param>
/// <param name="Message">The field and what it may be; never what was sent.</param>
public readonly record struct EventError(int Line, string Code, string Message);
