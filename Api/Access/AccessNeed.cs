namespace PosMonitor.Access;

/// <summary>Who may use an endpoint. One that does not say is refused for everybody.</summary>
/// <param name="Roles">The roles of which one is needed.</param>
/// <param name="WithoutCut">Whether only keys without an acquirer cut may.</param>
public sealed record AccessNeed(IReadOnlyList<AccessRole> Roles, bool WithoutCut = false)
{
    public static readonly AccessNeed Send = new([AccessRole.Ingest, AccessRole.Admin]);

    /// <summary>Any key: the pages themselves tell whoever may not read that they may not.</summary>
    public static readonly AccessNeed SignIn = new([AccessRole.Ingest, AccessRole.Viewer, AccessRole.Operator, AccessRole.Admin]);

    public static readonly AccessNeed Read = new([AccessRole.Viewer, AccessRole.Operator, AccessRole.Admin]);
    public static readonly AccessNeed Act = new([AccessRole.Operator, AccessRole.Admin]);
    public static readonly AccessNeed Administer = new([AccessRole.Admin]);

    /// <summary>What concerns everybody is for those who may see everybody.</summary>
    public static readonly AccessNeed AdministerAll = new([AccessRole.Admin], WithoutCut: true);

    /// <summary>What concerns everybody and is only read.</summary>
    public static readonly AccessNeed ReadAll = new([AccessRole.Viewer, AccessRole.Operator, AccessRole.Admin], WithoutCut: true);

    public bool IsMetBy(AccessKey key) => Roles.Contains(key.Role) && !(WithoutCut && key.Cut is not null);

    /// <summary>Why a key is refused, for whoever holds it.</summary>
    public string Refusal(AccessKey key)
    {
        var roles = string.Join(" or ", Roles.Select(PosMonitor.Access.Roles.NameOf));
        return Roles.Contains(key.Role)
            ? "This needs a key without an acquirer cut."
            : $"This needs a key with the role {roles}{(WithoutCut ? " and without an acquirer cut" : "")}; the key has the role {PosMonitor.Access.Roles.NameOf(key.Role)}.";
    }
}
