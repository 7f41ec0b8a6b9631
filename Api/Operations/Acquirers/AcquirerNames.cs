using PosMonitor.Operations.Views;
using PosMonitor.Registry;

namespace PosMonitor.Operations.Acquirers;

/// <summary>Names of acquirers for one reader.</summary>
internal static class AcquirerNames
{
    /// <summary>The name in the reader's language, else in the other one; null where there is none.</summary>
    public static string? In(this AcquirerName name, Viewpoint view) => view.Language == Language.Zh ? name.Zh ?? name.En : name.En ?? name.Zh;
}
