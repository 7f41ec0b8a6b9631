using PosMonitor.Alerts;

namespace PosMonitor.Terminals.Rules;

/// <summary><c>terminal.failing</c>: the last transactions of a terminal failed, in a row or for the most part.</summary>
public sealed class TerminalFailing() : TerminalRule("terminal.failing", 1)
{
    public override void JudgeFinish(TerminalCase terminal)
    {
        var settings = terminal.Settings;
        var window = terminal.Window;
        var run = FailuresOfLast(window, settings.FailingRun);
        if (terminal.IsOpen(this))
        {
            if (window.Count < settings.FailingRun || run > 0)
                return;
            terminal.Resolve(this, terminal.Finish.At);
            terminal.EmptyWindow();
            return;
        }
        if (!terminal.Finish.Failure)
            return;
        var failures = FailuresOfLast(window, window.Count);
        var inRow = window.Count >= settings.FailingRun && run == settings.FailingRun;
        if (!inRow && (window.Count < settings.FailingMin || failures < settings.FailingShare * window.Count))
            return;
        terminal.Open(this, terminal.Finish.At, AlertSeverity.Critical,
            $"{failures} of the last {window.Count} transactions on terminal {terminal.Id} failed",
            $"终端 {terminal.Id} 最近 {window.Count} 笔交易中有 {failures} 笔失败",
            terminal.WriteWindow);
    }

    private static int FailuresOfLast(IReadOnlyList<FinishWindow.Item> window, int last)
    {
        var failures = 0;
        for (var place = Math.Max(0, window.Count - last); place < window.Count; place++)
        {
            if (window[place].Failure)
                failures++;
        }
        return failures;
    }
}
