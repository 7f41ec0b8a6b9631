namespace PosMonitor.Alerts;

/// <summary>What waits for the book's next commit.</summary>
internal sealed class AlertRequests
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<ShardTelling> Tellings { get; } = [];

    public List<PersonRequest> People { get; } = [];

    /// <summary>True where somebody waits.</summary>
    public bool Awaited { get; set; }

    /// <summary>Completes when it is committed, or fails when it is not.</summary>
    public Task Done => _done.Task;

    public void Complete() => _done.SetResult();

    public void Fail(Exception problem) => _done.SetException(problem);
}

/// <summary>One call of <see cref="IAlertSink.Tell"/>.</summary>
internal sealed record ShardTelling(int Shard, IReadOnlyList<ShardNews> News, long Through, long Clock);

/// <summary>What a person does to an alert.</summary>
/// <param name="Id">The alert.</param>
/// <param name="Do">Does it; false where there is no such alert.</param>
internal sealed record PersonRequest(string Id, Func<AlertDraft, bool> Do)
{
    /// <summary>False where there is no such alert.</summary>
    public bool Found { get; private set; }

    /// <summary>Why it makes no sense, or null.</summary>
    public AlertResolvedException? Refusal { get; private set; }

    public void Apply(AlertDraft draft)
    {
        try
        {
            Found = Do(draft);
        }
        catch (AlertResolvedException refusal)
        {
            Refusal = refusal;
        }
    }
}
