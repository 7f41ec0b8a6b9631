namespace PosMonitor.Settings;

/// <summary>The thresholds and durations of detection, with the defaults of contract §3 and §4: section <c>PosMonitor:Detection</c>.</summary>
public sealed record DetectionOptions
{
    public const string Section = "PosMonitor:Detection";

    /// <summary>A request without a response is <c>timed-out</c> after this.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>What has no request is an <c>orphan</c> this long after its first event.</summary>
    public TimeSpan OrphanAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Notifications of smaller amounts are not expected; minor units.</summary>
    public long NotifyFloor { get; set; }

    /// <summary>A notification is on time up to this long after the response.</summary>
    public TimeSpan NotifySla { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A notification is missing this long after the response.</summary>
    public TimeSpan NotifyDeadline { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether the merchant is to be told as well.</summary>
    public bool NotifyMerchant { get; set; }

    /// <summary>A transaction is held this long after its last event or deadline.</summary>
    public TimeSpan HoldFinished { get; set; } = TimeSpan.FromHours(1);

    /// <summary>One whose notification is missing is held this long after its response.</summary>
    public TimeSpan HoldMissing { get; set; } = TimeSpan.FromDays(7);

    /// <summary>A late approval is one-sided where it is not reversed within this.</summary>
    public TimeSpan ReversalWindow { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether a reversal is to be answered: <c>transaction.reversal-unconfirmed</c> is judged only then.</summary>
    public bool ExpectReversalResponse { get; set; }

    /// <summary>Two equal approved purchases of a card at most this far apart are a duplicate charge.</summary>
    public TimeSpan DuplicateWithin { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>A terminal is failing when this many in a row fail.</summary>
    public int FailingRun { get; set; } = 3;

    /// <summary>… or when of at least this many …</summary>
    public int FailingMin { get; set; } = 5;

    /// <summary>… this share fails.</summary>
    public double FailingShare { get; set; } = 0.5;

    /// <summary>How many finished transactions a terminal's window holds, 1 … 100.</summary>
    public int WindowSize { get; set; } = 20;

    /// <summary>How much older than the newest one a transaction in the window may be.</summary>
    public TimeSpan WindowAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>This many reversals …</summary>
    public int ReversalsCount { get; set; } = 3;

    /// <summary>… within this are too many.</summary>
    public TimeSpan ReversalsWithin { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>A terminal without an approved transaction for this long is dormant.</summary>
    public TimeSpan DormantAfter { get; set; } = TimeSpan.FromDays(90);

    /// <summary>A terminal is slow from this 95th percentile of its response times.</summary>
    public TimeSpan SlowResponse { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A terminal on duty that sends nothing for this long is silent.</summary>
    public TimeSpan SilentAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How far from its registered position a terminal may be; metres.</summary>
    public double MaxDistance { get; set; } = 500;

    /// <summary>Whether a terminal has to sign in on each business day before its first request.</summary>
    public bool RequireSignin { get; set; }

    /// <summary>Whether a terminal has to settle its batch for each business day with an approved purchase.</summary>
    public bool RequireSettlement { get; set; }

    /// <summary>Until when on the next day, in the acquirer's time zone.</summary>
    public TimeSpan SettleBy { get; set; } = TimeSpan.FromHours(2);

    /// <summary>A merchant is judged from this many finished transactions.</summary>
    public int MerchantMin { get; set; } = 20;

    /// <summary>An issuer is judged from this many finished transactions.</summary>
    public int IssuerMin { get; set; } = 50;

    /// <summary>An acquirer is judged from this many finished transactions.</summary>
    public int AcquirerMin { get; set; } = 100;

    /// <summary>An issuer's notifications are judged from this many that were due.</summary>
    public int NotificationMin { get; set; } = 50;

    /// <summary>The feed of an acquirer that was busy is silent after this long without an event.</summary>
    public TimeSpan FeedSilentAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an alert that could be explained by another waits for that one before it is delivered.</summary>
    public TimeSpan HoldFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A party is failing or degraded from this share of failures.</summary>
    public double DegradedShare { get; set; } = 0.3;

    /// <summary>… and well again below this one.</summary>
    public double RecoveredShare { get; set; } = 0.1;
}
