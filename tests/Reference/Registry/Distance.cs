namespace PosMonitor.Reference;

/// <summary>"Great circle": the haversine formula on a sphere of the earth's mean radius.</summary>
public static class Distance
{
    private const double EarthRadius = 6_371_008.8;

    /// <summary>Metres between two places in degrees.</summary>
    public static double Between(double fromLat, double fromLon, double toLat, double toLon)
    {
        static double Half(double degrees) => Math.Sin(double.DegreesToRadians(degrees) / 2);

        var (lat, lon) = (Half(toLat - fromLat), Half(toLon - fromLon));
        var h = lat * lat + Math.Cos(double.DegreesToRadians(fromLat)) * Math.Cos(double.DegreesToRadians(toLat)) * lon * lon;
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }
}
