namespace PosMonitor.Send;

/// <summary>What was answered so far. Thread-safe.</summary>
internal sealed class Tally
{
    /// <summary>So many refused lines are shown.</summary>
    public const int MostErrors = 100;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, AnswerError> _errors = [];
    private readonly SortedDictionary<string, long> _codes = new(StringComparer.Ordinal);
    private long _accepted, _rejected, _bytes, _waits;
    private string? _waitingFor;

    public long Accepted => Interlocked.Read(ref _accepted);

    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>Bytes of the bodies that were answered.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>How often a body was sent again.</summary>
    public long Waits => Interlocked.Read(ref _waits);

    /// <summary>Why a body is not taken at the moment, or null.</summary>
    public string? WaitingFor => _waitingFor;

    /// <summary>Refused lines by code; those that the answers did not list are counted under <c>not listed</c>.</summary>
    public IReadOnlyList<(string Code, long Count)> Codes
    {
        get
        {
            lock (_gate)
            {
                var listed = _codes.Values.Sum();
                List<(string, long)> codes = [.. _codes.Select(code => (code.Key, code.Value))];
                if (_rejected > listed)
                    codes.Add(("not listed", _rejected - listed));
                return codes;
            }
        }
    }

    /// <summary>The first refused lines, with their numbers in the file.</summary>
    public IReadOnlyList<(long Line, AnswerError Error)> Errors
    {
        get
        {
            lock (_gate)
                return [.. _errors.Select(error => (error.Key, error.Value))];
        }
    }

    public void Answered(Body body, Answer answer)
    {
        lock (_gate)
        {
            _accepted += answer.Accepted;
            _rejected += answer.Rejected;
            _bytes += body.Bytes.Length;
            _waitingFor = null;
            foreach (var error in answer.Errors ?? [])
                Add(body.FileLine(error.Line), error);
        }
    }

    /// <summary>Counts lines that the monitor was not asked about.</summary>
    public void Refused(Body body, string code, string message)
    {
        lock (_gate)
        {
            _rejected += body.Lines;
            for (var line = 1; line <= body.Lines; line++)
                Add(body.FileLine(line), new AnswerError(line, code, message));
        }
    }

    /// <summary>Counts a body that will be sent again.</summary>
    public void Again(string reason)
    {
        Interlocked.Increment(ref _waits);
        _waitingFor = reason;
    }

    private void Add(long line, AnswerError error)
    {
        _codes[error.Code] = _codes.GetValueOrDefault(error.Code) + 1;
        _errors[line] = error;
        if (_errors.Count > MostErrors)
            _errors.Remove(_errors.Keys.Last());
    }
}
