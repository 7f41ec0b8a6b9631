namespace PosMonitor.Access;

/// <summary>What endpoints ask about whoever calls.</summary>
public static class Caller
{
    /// <summary>The key that was shown, or null.</summary>
    public static AccessKey? Key(this HttpContext http) => (http.User.Identity as KeyIdentity)?.Key;

    /// <summary>The acquirers to which the answer is cut; null for all. Whoever is not known sees nothing.</summary>
    public static AcquirerCut? Cut(this HttpContext http) => http.Key() is { } key ? key.Cut : AcquirerCut.Nothing;
}
