namespace PosMonitor.Alerts.RootCauses;

/// <summary>The text of <see cref="Alert.EarlierParents"/>: mostly null, else mostly one id.</summary>
internal static class EarlierParents
{
    public static bool Have(string? earlier, string id) => earlier is not null && earlier.Split(' ').Contains(id);

    /// <summary>Adds a parent that was left, if there was one.</summary>
    public static string? With(string? earlier, string? left) =>
        left is null || Have(earlier, left) ? earlier : earlier is null ? left : $"{earlier} {left}";
}
