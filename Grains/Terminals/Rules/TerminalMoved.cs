using System.Globalization;
using PosMonitor.Alerts;

namespace PosMonitor.Terminals.Rules;

/// <summary><c>terminal.moved</c> (移机): the terminal is not where it is registered.</summary>
public sealed class TerminalMoved() : TerminalRule("terminal.moved", 64)
{
    public override void JudgeEvent(TerminalCase terminal)
    {
        var (registered, here) = (terminal.RegisteredPosition, terminal.Position);
        if (double.IsNaN(registered.Lat) || double.IsNaN(here.Lat))
            return;
        var distance = GreatCircle.Metres(registered, here);
        var isAway = distance > terminal.Settings.MaxDistance;
        if (terminal.IsOpen(this))
        {
            if (!isAway)
                terminal.Resolve(this, terminal.At);
            return;
        }
        if (isAway)
            Open(terminal, distance);
    }

    private void Open(TerminalCase terminal, double distance)
    {
        var (registered, here) = (terminal.RegisteredPosition, terminal.Position);
        var metres = distance.ToString("0", CultureInfo.InvariantCulture);
        terminal.Open(this, terminal.At, AlertSeverity.Critical,
            $"Terminal {terminal.Id} is {metres} m away from where it is registered",
            $"终端 {terminal.Id} 距登记位置 {metres} 米（移机）",
            evidence =>
            {
                evidence.WriteNumber("distanceMetres", Math.Round(distance, 1));
                evidence.WriteNumber("lat", here.Lat);
                evidence.WriteNumber("lon", here.Lon);
                evidence.WriteNumber("registeredLat", registered.Lat);
                evidence.WriteNumber("registeredLon", registered.Lon);
            });
    }
}
