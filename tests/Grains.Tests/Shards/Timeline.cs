using System.Globalization;
using System.Text.Json;
using PosMonitor.Events;
using PosMonitor.Parties;
using PosMonitor.Settings;
using PosMonitor.Shards;
using PosMonitor.Terminals;
using PosMonitor.Transactions;

namespace PosMonitor.Tests.Shards;

/// <summary>
/// One day at acquirer <c>lakala</c>, told line by line: <c>At(time)</c> sets the time of the events that follow. Times are of 2026-05-04,
/// <c>hh:mm:ss[.fff]</c>, or of a later day, <c>d.hh:mm:ss</c>. With the wall clock an event arrives at its own time, unless <c>Arriving</c> tells another.
/// </summary>
internal sealed class Timeline(DetectionOptions? settings = null, ClockMode clock = ClockMode.Stream)
{
    public const string Acquirer = "lakala";
    private static readonly DateTimeOffset Midnight = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);
    private string _terminal = "T1";
    private DateTimeOffset _at = Midnight;

    public ShardRun Run { get; } = new(settings, clock) { Now = Midnight };

    public static DateTimeOffset Moment(string time) => Midnight + TimeSpan.Parse(time, CultureInfo.InvariantCulture);

    public Timeline At(string time)
    {
        _at = Moment(time);
        return Arriving(time);
    }

    /// <summary>The server's clock at which what follows arrives.</summary>
    public Timeline Arriving(string time)
    {
        Run.Now = Moment(time);
        return this;
    }

    /// <summary>The terminal of what follows; <c>T1</c> where nothing is said.</summary>
    public Timeline On(string terminal)
    {
        _terminal = terminal;
        return this;
    }

    public Timeline Request(
        string txn, long amount = 1234, TransactionKind? kind = null, string issuer = "icbc", string? card = null, string currency = "CNY", string merchant = "M1") =>
        Take(Event(EventType.Request) with { Txn = txn, Amount = amount, Kind = kind, Issuer = issuer, Card = card, Currency = currency, Merchant = merchant });

    public Timeline Respond(string txn, string code = "00") => Take(Event(EventType.Response) with { Txn = txn, Code = code });

    public Timeline Reverse(string txn, string? code = null) => Take(Event(EventType.Reversal) with { Txn = txn, Code = code });

    public Timeline ConfirmReversal(string txn, string code = "00") => Take(Event(EventType.ReversalResponse) with { Txn = txn, Code = code });

    public Timeline Settle(string payer, long amount = 5000, string merchant = "M1") =>
        Take(Event(EventType.Settlement) with { Terminal = null, Merchant = merchant, Payer = payer, Amount = amount, Currency = "CNY" });

    /// <summary>Changes the settings of a scope.</summary>
    public Timeline Set(string scope, string settings)
    {
        Run.Configure(ConfigurationKind.Settings, scope, settings);
        return this;
    }

    /// <summary>Registers the acquirer.</summary>
    public Timeline Register(string entry)
    {
        Run.Configure(ConfigurationKind.Acquirer, Acquirer, entry);
        return this;
    }

    /// <summary>Registers the terminal.</summary>
    public Timeline RegisterTerminal(string entry)
    {
        Run.Configure(ConfigurationKind.Terminal, $"{Acquirer}/{_terminal}", entry);
        return this;
    }

    public Timeline Restart()
    {
        Run.Restart();
        return this;
    }

    public Timeline Notify(
        string txn, long amount = 1234, NotificationStatus? status = null, NotificationRecipient? recipient = null, string? currency = null,
        NotificationChannel channel = NotificationChannel.Sms) => Take(Event(EventType.Notification) with
        {
            Txn = txn,
            Amount = amount,
            Status = status,
            Recipient = recipient,
            Currency = currency,
            Channel = channel,
        });

    public Timeline NotifyFailed(string txn) => Notify(txn, status: NotificationStatus.Failed);

    public Timeline NotifyMerchant(string txn, long amount = 1234) => Notify(txn, amount, recipient: NotificationRecipient.Merchant);

    public Timeline Tell(EventType control, string? merchant = null, double? lat = null, double? lon = null) =>
        Take(Event(control) with { Merchant = merchant, Lat = lat, Lon = lon });

    /// <summary>A balance enquiry, asked and answered at once: it enters the window and no notification is expected of it.</summary>
    public Timeline Finish(string txn, string code = "00", string issuer = "icbc") => Request(txn, kind: TransactionKind.Balance, issuer: issuer).Respond(txn, code);

    public Timeline Watermark(string time)
    {
        Run.Watermark(Moment(time));
        return this;
    }

    /// <summary>A tick of the server's clock.</summary>
    public Timeline Tick(string time)
    {
        Run.Tick(Moment(time));
        return this;
    }

    public TransactionView View(string txn)
    {
        var view = Run.Transaction(Acquirer, _terminal, txn);
        Assert.True(view is not null, $"There is no transaction {txn} on {_terminal}.");
        return view;
    }

    public Outcome Outcome(string txn) => View(txn).Outcome;

    public Verdict Verdict(string txn) => View(txn).Verdict;

    public TerminalView? Terminal(string now) =>
        new ShardQueries(Run.Shard.State, Run.Shard.Transactions).Terminal(Acquirer, _terminal, Moment(now).UtcTicks);

    public Figures Fleet => Run.Shard.State.Parties.Fleet.Total;

    /// <summary>The alerts in order of opening, each as <c>rule subject severity opened..resolved</c>.</summary>
    public IEnumerable<string> Alerts(string rule = "") => Run.Alerts.Where(alert => alert.Rule.StartsWith(rule, StringComparison.Ordinal)).Select(alert =>
        $"{alert.Rule} {alert.Subject[(Acquirer.Length + 1)..]} {alert.Severity.ToString().ToLowerInvariant()} {Text(alert.OpenedAt)}..{(alert.ResolvedAt is { } at ? Text(at) : "")}");

    /// <summary>One field of the evidence of the only alert of a rule, as JSON.</summary>
    public string Evidence(string rule, string field)
    {
        using var evidence = JsonDocument.Parse(Assert.Single(Run.Alerts, alert => alert.Rule == rule).Evidence);
        return evidence.RootElement.GetProperty(field).GetRawText();
    }

    private static string Text(DateTimeOffset at)
    {
        var time = at - Midnight;
        return (time.Days == 0 ? "" : $"{time.Days}.") + time.ToString(time.Milliseconds == 0 ? @"hh\:mm\:ss" : @"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
    }

    private PosEvent Event(EventType type) => new() { Type = type, Time = _at, Acquirer = Acquirer, Terminal = _terminal };

    private Timeline Take(PosEvent e)
    {
        Run.Take(e);
        return this;
    }
}
