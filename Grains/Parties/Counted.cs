using PosMonitor.Events;
using PosMonitor.Transactions;

namespace PosMonitor.Parties;

/// <summary>How a transaction stands in the totals, so that it can be taken out again exactly as it was put in.</summary>
public struct Counted
{
    /// <summary>It has a request: it counts under an outcome and a verdict. Else only as an orphan, or not at all.</summary>
    public bool HasRequest;
    public bool Orphan, LateResponse;
    public Outcome Outcome;
    public Verdict Verdict;
    public NotificationChannel Channel;

    /// <summary>Milliseconds; -1 for none.</summary>
    public int ResponseMs, DelayMs;

    /// <summary>Their buckets in <see cref="Quantiles"/>: found once, used for every subject.</summary>
    public ushort ResponseBucket, DelayBucket;

    /// <summary>The number of the merchant in the shard; -1 for none.</summary>
    public int Merchant;

    /// <summary>The name of the issuer in the shard; -1 for none.</summary>
    public int Issuer;

    /// <summary>The request's time, or the first event's where there is none; UTC ticks.</summary>
    public long At;

    /// <summary>Sets both durations, in milliseconds; -1 for none.</summary>
    public void SetDurations(int responseMs, int delayMs)
    {
        (ResponseMs, DelayMs) = (responseMs, delayMs);
        (ResponseBucket, DelayBucket) = (BucketOf(responseMs), BucketOf(delayMs));
    }

    /// <summary>The same, where the buckets of those that stay are known already.</summary>
    /// <param name="responseMs">Milliseconds; -1 for none.</param>
    /// <param name="delayMs">Milliseconds; -1 for none.</param>
    /// <param name="before">How it counted before.</param>
    public void SetDurations(int responseMs, int delayMs, in Counted before)
    {
        if (!before.HasRequest)
        {
            SetDurations(responseMs, delayMs);
            return;
        }
        (ResponseMs, DelayMs) = (responseMs, delayMs);
        ResponseBucket = responseMs == before.ResponseMs ? before.ResponseBucket : BucketOf(responseMs);
        DelayBucket = delayMs == before.DelayMs ? before.DelayBucket : BucketOf(delayMs);
    }

    /// <summary>True where it counts anywhere.</summary>
    public readonly bool Any => HasRequest || Orphan;

    /// <summary>True where it counts just as another does.</summary>
    public readonly bool IsAs(in Counted other) =>
        HasRequest == other.HasRequest && Orphan == other.Orphan && LateResponse == other.LateResponse && Outcome == other.Outcome
        && Verdict == other.Verdict && Channel == other.Channel && ResponseMs == other.ResponseMs && DelayMs == other.DelayMs
        && Merchant == other.Merchant && Issuer == other.Issuer && At == other.At;

    /// <summary>True where its response counts as that of another does: what stays need not be taken out and put in again.</summary>
    public readonly bool RespondedAs(in Counted other) => HasRequest == other.HasRequest && ResponseMs == other.ResponseMs;

    /// <summary>True where its notification counts as that of another does.</summary>
    public readonly bool ToldAs(in Counted other) => HasRequest == other.HasRequest && DelayMs == other.DelayMs;

    /// <summary>Puts it into figures in the place of how it stood before.</summary>
    public readonly void Replace(in Counted before, Figures figures)
    {
        before.Number(figures, -1);
        Number(figures, 1);
        if (!RespondedAs(before))
        {
            before.Response(figures, -1);
            Response(figures, 1);
        }
        if (!ToldAs(before))
        {
            before.Delay(figures, -1);
            Delay(figures, 1);
        }
    }

    /// <summary>Adds it to (<paramref name="sign"/> 1) or takes it out of (-1) the figures of a subject.</summary>
    public readonly void Apply(Figures figures, int sign)
    {
        Number(figures, sign);
        Response(figures, sign);
        Delay(figures, sign);
    }

    private static ushort BucketOf(int milliseconds) => milliseconds < 0 ? (ushort)0 : (ushort)Quantiles.BucketOf(milliseconds);

    private readonly void Number(Figures figures, int sign)
    {
        if (Orphan)
            figures[Figure.Orphan] += sign;
        if (!HasRequest)
            return;
        figures[(Figure)Outcome] += sign;
        if (LateResponse)
            figures[Figure.LateResponse] += sign;
        if (Verdict != Verdict.NotExpected)
            figures[Figure.Waiting + (int)Verdict - (int)Verdict.Waiting] += sign;
    }

    private readonly void Response(Figures figures, int sign)
    {
        if (HasRequest && ResponseMs >= 0)
            figures.ResponseMs.Add(ResponseBucket, sign, ResponseMs);
    }

    private readonly void Delay(Figures figures, int sign)
    {
        if (HasRequest && DelayMs >= 0)
            figures.DelayMs.Add(DelayBucket, sign, DelayMs);
    }
}
