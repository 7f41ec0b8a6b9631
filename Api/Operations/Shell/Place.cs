using PosMonitor.Access;
using PosMonitor.Explanations;

namespace PosMonitor.Operations.Shell;

/// <summary>A place that the navigation leads to.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Key">The key that opens it, after <c>g</c>.</param>
/// <param name="Icon">Its sign.</param>
/// <param name="Need">Who may go there.</param>
/// <param name="IsPage">Whether it is a page of the console; else the browser leaves it.</param>
internal sealed record Place(string Path, Phrase Name, char Key, string Icon, AccessNeed Need, bool IsPage = true);
