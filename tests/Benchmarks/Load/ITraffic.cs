namespace PosMonitor.Benchmarks.Load;

/// <summary>What a connection of the load sends.</summary>
internal interface ITraffic
{
    /// <summary>Writes events, one a line, the first at the earlier time and the last at the later one, and so in between.</summary>
    /// <param name="to">Room for <see cref="EventLines.Longest"/> bytes an event.</param>
    /// <param name="events">How many.</param>
    /// <param name="from">UTC ticks.</param>
    /// <param name="until">UTC ticks.</param>
    /// <returns>How many bytes were written; 0 where there is nothing more to send.</returns>
    int Write(Span<byte> to, int events, long from, long until);

    /// <summary>Begins nothing new from now on: what is begun is ended, and then there is nothing more to send.</summary>
    void Drain();
}
