namespace PosMonitor.Send;

/// <summary>The way of some of the terminals: one body that is filled, one on its way. So what follows in the file follows on the wire.</summary>
internal sealed class Lane(Func<Body, CancellationToken, Task> post)
{
    private Body _filling = new(), _spare = new();
    private Task _flight = Task.CompletedTask;

    public async ValueTask Add(ReadOnlyMemory<byte> line, long number, bool isObject, int most, CancellationToken cancellation)
    {
        if (!_filling.HasRoomFor(line.Length + 1))
            await Depart(cancellation);
        _filling.Add(line.Span, number, isObject);
        if (_filling.Lines >= most)
            await Depart(cancellation);
    }

    /// <summary>Sends what is gathered, unless the body before it is still on its way.</summary>
    public Task DepartIfFree(CancellationToken cancellation) => _flight.IsCompleted ? Depart(cancellation) : Task.CompletedTask;

    /// <summary>Sends what is gathered, and waits until all is answered.</summary>
    public async Task Drain(CancellationToken cancellation)
    {
        await Depart(cancellation);
        await _flight;
    }

    /// <summary>Waits until nothing is on its way, however that ended.</summary>
    public Task Settle() => _flight.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private async Task Depart(CancellationToken cancellation)
    {
        await _flight;
        if (_filling.Lines == 0)
            return;
        var body = _filling;
        (_filling, _spare) = (_spare, body);
        _filling.Clear();
        _flight = post(body, cancellation);
    }
}
