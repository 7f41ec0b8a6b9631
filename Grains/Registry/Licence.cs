namespace PosMonitor.Registry;

/// <summary>What is known of an acquirer's licence. Only <see cref="None"/> raises <c>acquirer.unlicensed</c>.</summary>
public enum Licence
{
    /// <summary>Nobody has said.</summary>
    Unverified,

    /// <summary>It has one.</summary>
    Held,

    /// <summary>It has none.</summary>
    None,
}
