using PosMonitor.Alerts;

namespace PosMonitor.Terminals.Rules;

/// <summary><c>terminal.failing</c>: the last transactions of a terminal failed, in a row or for the most part.</summary>
public sealed class TerminalFailing() : TerminalRule("terminal.failing", 1)
{
    public override void JudgeFinish(TerminalCase terminal)
    {
        var isOpen = terminal.IsOpen(this);
        // Nearly always nothing failed.
        if (!isOpen && !terminal.Finish.Failure)
            return;
        var settings = terminal.Settings;
        var window = terminal.Window;
        var run = FailuresOfLast(window, settings.FailingRun);
        if (isOpen)
        {
            if (window.Length < settings.FailingRun || run > 0)
                return;
            terminal.Resolve(this, terminal.Finish.At);
            terminal.EmptyWindow();
            return;
        }
        var failures = FailuresOfLast(window, window.Length);
        var inRow = window.Length >= settings.FailingRun && run == settings.FailingRun;
        if (!inRow && (window.Length < settings.FailingMin || failures < settings.FailingShare * window.Length))
            return;
        terminal.Open(this, terminal.Finish.At, AlertSeverity.Critical,
            $"{failures} of the last {window.Length} transactions on terminal {terminal.Id} failed",
            $"终端 {terminal.Id} 最近 {window.Length} 笔交易中有 {failures} 笔失败",
            terminal.WriteWindow);
    }

    private static int FailuresOfLast(ReadOnlySpan<FinishWindow.Item> window, int last)
    {
        var failures = 0;
        for (var place = Math.Max(0, window.Length - last); place < window.Length; place++)
        {
            if (window[place].Failure)
                failures++;
        }
        return failures;
    }
}
