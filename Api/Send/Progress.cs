using System.Globalization;
using Spectre.Console;

namespace PosMonitor.Send;

/// <summary>Shows how far sending is: a bar on a terminal, a line every few seconds elsewhere; and the summary at the end.</summary>
internal sealed class Progress(IAnsiConsole console, Tally tally, long? length, Func<long> position, TimeProvider time)
{
    private static readonly TimeSpan BarEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    private readonly long _started = time.GetTimestamp();
    private (long At, long Events) _before;

    /// <summary>Shows it until <paramref name="sending"/> ends, however it does.</summary>
    public async Task Show(Task sending)
    {
        _before = (_started, 0);
        if (console.Profile.Capabilities.Interactive)
            await ShowBar(sending);
        else
            await ShowLines(sending);
    }

    /// <summary>What was accepted and rejected, and how long it took.</summary>
    public void Summarise()
    {
        var took = time.GetElapsedTime(_started);
        var events = tally.Accepted + tally.Rejected;
        foreach (var (line, error) in tally.Errors)
            Line($"line {line}: {error.Code}: {error.Message}");
        if (tally.Rejected > tally.Errors.Count)
            Line($"… and {Number(tally.Rejected - tally.Errors.Count)} more");
        Line($"accepted  {Number(tally.Accepted)}");
        Line($"rejected  {Number(tally.Rejected)}{string.Concat(tally.Codes.Select(code => $"  {code.Code} {Number(code.Count)}"))}");
        Line($"duration  {took:hh\\:mm\\:ss\\.f}, {Number((long)(events / Math.Max(took.TotalSeconds, 0.001)))} events/s, {Size(tally.Bytes)}"
            + (tally.Waits > 0 ? $", {Number(tally.Waits)} bodies sent again" : ""));
    }

    private async Task ShowBar(Task sending)
    {
        ProgressColumn[] columns = length is null
            ? [new SpinnerColumn(), new TaskDescriptionColumn(), new ElapsedTimeColumn()]
            : [new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn(), new ElapsedTimeColumn()];
        await console.Progress().AutoRefresh(true).Columns(columns).StartAsync(async context =>
        {
            var task = context.AddTask("", maxValue: Math.Max(1, length ?? 1));
            task.IsIndeterminate = length is null;
            while (await Ticks(sending, BarEvery))
                Update(task);
            Update(task);
        });
    }

    private void Update(ProgressTask task)
    {
        task.Description = Markup.Escape(Text());
        if (length is not null)
            task.Value = position();
    }

    private async Task ShowLines(Task sending)
    {
        while (await Ticks(sending, LineEvery))
            Line(Text());
    }

    private async Task<bool> Ticks(Task sending, TimeSpan every) => await Task.WhenAny(sending, Task.Delay(every, time)) != sending;

    private string Text()
    {
        var events = tally.Accepted + tally.Rejected;
        var (at, before) = _before;
        var seconds = time.GetElapsedTime(at).TotalSeconds;
        if (seconds >= 1)
            _before = (time.GetTimestamp(), events);
        var rate = (long)((events - before) / Math.Max(seconds, 0.001));
        return $"{Number(tally.Accepted)} accepted, {Number(tally.Rejected)} rejected, {Number(rate)}/s, {Size(tally.Bytes)}"
            + (tally.WaitingFor is { } reason ? $"; waiting: {reason}" : "");
    }

    private void Line(string text) => console.Profile.Out.Writer.WriteLine(text);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N1} MB");
}
