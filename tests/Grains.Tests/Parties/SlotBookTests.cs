using System.Text.Json;
using PosMonitor.Events;
using PosMonitor.Shards;
using PosMonitor.Transactions;

namespace PosMonitor.Parties;

/// <summary>What a shard counts in ten-second slots and what it reports of them. Times are seconds after a full hour.</summary>
public sealed class SlotBookTests
{
    private const int Icbc = 3, Shop = 7;
    private static readonly long Hour = new DateTime(2026, 5, 4, 10, 0, 0, DateTimeKind.Utc).Ticks;
    private static readonly SlotSubject Merchant = new(SubjectKind.Merchant, Shop);
    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };
    private readonly SlotBook _slots = NewBook();

    [Fact]
    public void A_finish_counts_in_the_slot_of_its_time()
    {
        Finish(0, terminal: 1);
        Finish(9.999, terminal: 1, code: "96");
        Finish(10, terminal: 2, code: "96");

        var figures = Report(20).Figures;
        Assert.Equal([(At(0), 2, 1), (At(10), 1, 1)], figures.Select(slot => (slot.Slot, slot.Finished, slot.Failures.Sum(failure => failure.Count))));
        Assert.All(figures, slot => Assert.Equal((SubjectKind.Merchant, "Merchant 7"), (slot.Kind, slot.Subject)));
    }

    [Fact]
    public void Failures_are_counted_by_cause_code_and_issuer_and_the_terminals_once()
    {
        Finish(1, terminal: 2, code: "96");
        Finish(2, terminal: 1, code: "96");
        Finish(3, terminal: 1, code: "91", cause: ResponseCause.Issuer);
        Finish(4, terminal: 9);

        var slot = Assert.Single(Report(10).Figures);
        Assert.Equal([1, 2], slot.FailingTerminals);
        Assert.Equal([(ResponseCause.Issuer, "91", 1), (ResponseCause.Network, "96", 2)],
            slot.Failures.Select(failure => (failure.Cause, ResponseCode.Format(failure.Code), failure.Count)));
        Assert.All(slot.Failures, failure => Assert.Equal("Issuer 3", failure.Issuer));
    }

    [Fact]
    public void A_report_tells_only_what_changed_and_tells_it_whole()
    {
        Finish(1, terminal: 1);
        Finish(11, terminal: 1);
        Assert.True(_slots.Changed);
        Assert.Equal(2, Report(20).Figures.Count);
        Assert.False(_slots.Changed);
        Assert.Empty(Report(30).Figures);

        Finish(2, terminal: 1, code: "96");
        var slot = Assert.Single(Report(40, since: 30).Figures);
        Assert.Equal((At(0), 2), (slot.Slot, slot.Finished));
    }

    [Fact]
    public void A_report_tells_the_tick_before_it()
    {
        var report = Report(40, since: 30);
        Assert.Equal((At(40), At(30)), (report.Clock, report.Since));
    }

    [Fact]
    public void Merchants_without_a_failure_are_packed_and_known_again_when_they_were_judged()
    {
        Finish(1, terminal: 1);
        Finish(2, terminal: 2);
        Finish(11, terminal: 1);
        Finish(21, terminal: 1, code: "96");

        var report = _slots.Report(At(30), At(0));
        Assert.Equal(At(20), Assert.Single(report.Figures).Slot);
        Assert.Equal(
            [(At(20), "Merchant 7", 1, 1), (At(0), "Merchant 7", 2, 0), (At(10), "Merchant 7", 1, 0)],
            report.Unpacked().Figures.Select(slot => (slot.Slot, slot.Subject, slot.Finished, slot.Bad)));
        Assert.Null(report.Unpacked().Merchants);

        _slots.Judged(report);
        Assert.Equal(
            [(At(0), "Merchant 7", 2, 0), (At(10), "Merchant 7", 1, 0), (At(20), "Merchant 7", 1, 1)],
            Told.Select(slot => (slot.Slot, slot.Subject, slot.Finished, slot.Bad)));
    }

    [Fact]
    public void What_was_judged_is_told_to_a_book_that_starts_anew_until_no_judgement_looks_at_it()
    {
        Finish(1, terminal: 1);
        var report = Report(10);
        Assert.Empty(Told);

        _slots.Judged(report);
        Assert.Equal(report.Figures, Told);

        _slots.Judged(Report(300));
        Assert.Single(Told);
        _slots.Judged(Report(320));
        Assert.Empty(Told);
    }

    [Fact]
    public void What_may_still_change_is_put_back_as_it_was()
    {
        Finish(1, terminal: 1, code: "96");
        _slots.CountNotification(4, Icbc, new NotificationDue(At(1), Bad: true, Late: NotificationChannel.Sms, Failed: 2), 1);
        _slots.Judged(_slots.Report(At(10), At(0)));
        Finish(11, terminal: 2);
        var copy = Copy();
        Assert.Equal(Lines(Told), Lines(copy.Held(0).Unpacked().Figures.OrderBy(slot => slot.Slot)));
        Assert.Equal(Lines(_slots.Cells), Lines(copy.Cells));
        Finish(2, terminal: 2, code: "96", copy);

        var slots = copy.Report(At(20), At(10)).Unpacked().Figures;
        Assert.Equal([(At(0), 2), (At(10), 1)], slots.Select(slot => (slot.Slot, slot.Finished)));
        Assert.Equal([1, 2], slots[0].FailingTerminals);
        Assert.Equal(2, Assert.Single(slots[0].Failures).Count);
    }

    [Fact]
    public void An_issuer_is_counted_for_each_acquirer_by_itself()
    {
        foreach (var (acquirer, terminal) in new[] { (4, 1), (5, 2), (5, 3) })
            _slots.Count(new SlotSubject(SubjectKind.Issuer, Icbc, acquirer), new Transactions.Finish(At(1), true, Code("91"), ResponseCause.Issuer, 0), terminal, Icbc);
        _slots.CountNotification(4, Icbc, new NotificationDue(At(1), Bad: true, Late: null, Failed: 0), 1);

        var figures = Report(10).Figures;
        Assert.Equal(
            [("Acquirer 4", SlotTopic.Finishes, 1, 1), ("Acquirer 5", SlotTopic.Finishes, 2, 2), ("Acquirer 4", SlotTopic.Notifications, 1, 1)],
            figures.Select(slot => (slot.Acquirer, slot.Topic, slot.Finished, slot.Bad)));
        _slots.Judged(new SlotReport(At(10), figures));
        Assert.Equal(figures, Told);
    }

    private void Finish(double second, int terminal, string? code = null, SlotBook? slots = null, ResponseCause cause = ResponseCause.Network)
    {
        var finish = code is null
            ? new Transactions.Finish(At(second), false, Code("00"), ResponseCause.None, 0)
            : new Transactions.Finish(At(second), true, Code(code), cause, 0);
        (slots ?? _slots).Count(Merchant, finish, terminal, Icbc);
    }

    private SlotReport Report(double clock, double since = 0) => _slots.Report(At(clock), At(since)).Unpacked();

    private SlotBook Copy()
    {
        var (to, copy) = (new SnapshotWriter(), NewBook());
        _slots.Write(to);
        copy.Read(new SnapshotReader(to.Finish()));
        return copy;
    }

    private static IEnumerable<string> Lines<T>(IEnumerable<T> figures) => figures.Select(each => JsonSerializer.Serialize(each, WithFields));

    private IReadOnlyList<SlotFigures> Told => [.. _slots.Held(0).Unpacked().Figures.OrderBy(slot => slot.Slot)];

    private static SlotBook NewBook() => new(
        static (kind, subject) => $"{kind} {subject}",
        static (merchant, to) => to.Put($"{SubjectKind.Merchant} {merchant}"),
        static figures => new SlotSubject(figures.Kind, NumberIn(figures.Subject), figures.Acquirer is { } acquirer ? NumberIn(acquirer) : -1));

    private static int NumberIn(string text) => int.Parse(text.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static ushort Code(string code) => ResponseCode.TryRead(System.Text.Encoding.ASCII.GetBytes(code), out var packed) ? packed : (ushort)0;

    private static long At(double second) => Hour + (long)(second * TimeSpan.TicksPerSecond);
}
