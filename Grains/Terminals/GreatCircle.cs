namespace PosMonitor.Terminals;

/// <summary>Distances on the earth.</summary>
public static class GreatCircle
{
    /// <summary>The mean radius of the earth in metres (IUGG).</summary>
    private const double Radius = 6_371_008.8;

    /// <summary>The distance between two positions in metres, by the haversine formula; positions in degrees.</summary>
    public static double Metres((double Lat, double Lon) one, (double Lat, double Lon) other)
    {
        var (lat1, lat2) = (double.DegreesToRadians(one.Lat), double.DegreesToRadians(other.Lat));
        var (byLat, byLon) = (Math.Sin((lat2 - lat1) / 2), Math.Sin(double.DegreesToRadians(other.Lon - one.Lon) / 2));
        var haversine = byLat * byLat + Math.Cos(lat1) * Math.Cos(lat2) * byLon * byLon;
        return 2 * Radius * Math.Asin(Math.Min(1, Math.Sqrt(haversine)));
    }
}
