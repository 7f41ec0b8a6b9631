using PosMonitor.Events;
using PosMonitor.Shards;

namespace PosMonitor.Transactions;

/// <summary>
/// What counts of a transaction's record: the earliest event of each type, and every notification (contract §3). Kept by its owner and filled again
/// and again, so that reading a transaction allocates nothing.
/// </summary>
public sealed class TransactionFacts(Names names)
{
    private Fact[] _notifications = new Fact[8];
    private int _notificationCount;
    private Fact[] _reversalResponses = new Fact[2];
    private int _reversalResponseCount;
    private Fact _request, _response, _reversal;

    /// <summary>Good where <see cref="HasRequest"/>.</summary>
    public ref readonly Fact Request => ref _request;

    /// <summary>Good where <see cref="HasResponse"/>.</summary>
    public ref readonly Fact Response => ref _response;

    /// <summary>Good where <see cref="HasReversal"/>.</summary>
    public ref readonly Fact Reversal => ref _reversal;

    public bool HasRequest { get; private set; }
    public bool HasResponse { get; private set; }
    public bool HasReversal { get; private set; }

    /// <summary>The time of the earliest event of any type.</summary>
    public long First { get; private set; }

    /// <summary>The time of the latest event of any type.</summary>
    public long Last { get; private set; }

    /// <summary>Every distinct notification, in order of arrival.</summary>
    public ReadOnlySpan<Fact> Notifications => _notifications.AsSpan(0, _notificationCount);

    /// <summary>Every distinct answer to a reversal, in order of arrival.</summary>
    public ReadOnlySpan<Fact> ReversalResponses => _reversalResponses.AsSpan(0, _reversalResponseCount);

    /// <summary>Starts over with the facts of a block.</summary>
    public void Read(ReadOnlySpan<byte> block)
    {
        HasRequest = HasResponse = HasReversal = false;
        _notificationCount = _reversalResponseCount = 0;
        (First, Last) = (long.MaxValue, long.MinValue);
        foreach (var fact in new FactBlock.Facts(block))
            Add(Fact.Read(fact));
    }

    /// <summary>Adds one fact.</summary>
    public void Add(in Fact fact)
    {
        First = Math.Min(First, fact.Time);
        Last = Math.Max(Last, fact.Time);
        switch (fact.Type)
        {
            case EventType.Request:
                if (!HasRequest || Precedes(fact, _request))
                    _request = fact;
                HasRequest = true;
                break;
            case EventType.Response:
                if (!HasResponse || PrecedesByCode(fact, _response))
                    _response = fact;
                HasResponse = true;
                break;
            case EventType.Reversal:
                if (!HasReversal || PrecedesByCode(fact, _reversal))
                    _reversal = fact;
                HasReversal = true;
                break;
            case EventType.ReversalResponse:
                if (_reversalResponseCount == _reversalResponses.Length)
                    Array.Resize(ref _reversalResponses, _reversalResponseCount * 2);
                _reversalResponses[_reversalResponseCount++] = fact;
                break;
            case EventType.Notification:
                if (_notificationCount == _notifications.Length)
                    Array.Resize(ref _notifications, _notificationCount * 2);
                _notifications[_notificationCount++] = fact;
                break;
        }
    }

    private static bool PrecedesByCode(in Fact one, in Fact other) =>
        one.Time != other.Time ? one.Time < other.Time : one.Code < other.Code;

    // Of two requests at one time the smaller amount counts; what comes after that only makes the choice free of the order of arrival.
    private bool Precedes(in Fact one, in Fact other)
    {
        if (one.Time != other.Time)
            return one.Time < other.Time;
        if (one.Amount != other.Amount)
            return one.Amount < other.Amount;
        if (one.Kind != other.Kind)
            return one.Kind < other.Kind;
        if (one.Card != other.Card)
            return one.Card < other.Card;
        var byCurrency = names[one.Currency].SequenceCompareTo(names[other.Currency]);
        if (byCurrency != 0)
            return byCurrency < 0;
        var byIssuer = names[one.Issuer].SequenceCompareTo(names[other.Issuer]);
        return byIssuer != 0 ? byIssuer < 0 : names[one.Merchant].SequenceCompareTo(names[other.Merchant]) < 0;
    }
}
