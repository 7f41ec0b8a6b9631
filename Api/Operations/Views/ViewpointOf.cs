using System.Security.Claims;
using PosMonitor.Access;

namespace PosMonitor.Operations.Views;

/// <summary>Makes the viewpoint of a browser.</summary>
internal static class ViewpointOf
{
    public static Viewpoint Browser(Preferences preferences, ClaimsPrincipal user) =>
        new(preferences, ZoneOf(preferences.Zone), (user.Identity as KeyIdentity)?.Key);

    // A machine without time zones, or a browser with one of its own, still gets times: in UTC, which then stands beside them.
    private static TimeZoneInfo ZoneOf(string? name) => name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
