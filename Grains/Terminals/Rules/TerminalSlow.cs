using PosMonitor.Alerts;

namespace PosMonitor.Terminals.Rules;

/// <summary><c>terminal.slow</c>: most answers come, but the slowest of them take far too long.</summary>
public sealed class TerminalSlow() : TerminalRule("terminal.slow", 4)
{
    private const int Least = 5;

    public override void JudgeFinish(TerminalCase terminal)
    {
        var window = terminal.Window;
        Span<int> times = stackalloc int[window.Length];
        var (count, slowestMs) = (0, 0);
        for (var place = 0; place < window.Length; place++)
        {
            if (window[place].ResponseMs < 0)
                continue;
            times[count++] = window[place].ResponseMs;
            slowestMs = Math.Max(slowestMs, window[place].ResponseMs);
        }
        var limit = terminal.Settings.SlowResponse;
        // Nearly always all answers are quick.
        if (count < Least || (slowestMs < limit.TotalMilliseconds && !terminal.IsOpen(this)))
            return;
        times[..count].Sort();
        // The nearest-rank 95th percentile.
        var p95 = times[(95 * count + 99) / 100 - 1];
        if (terminal.IsOpen(this))
        {
            if (2 * p95 < limit.TotalMilliseconds)
                terminal.Resolve(this, terminal.Finish.At);
            return;
        }
        if (p95 >= limit.TotalMilliseconds)
            Open(terminal, p95, count);
    }

    private void Open(TerminalCase terminal, int p95, int count)
    {
        var (slowest, limit) = (TimeSpan.FromMilliseconds(p95), terminal.Settings.SlowResponse);
        terminal.Open(this, terminal.Finish.At, AlertSeverity.Warning,
            $"Terminal {terminal.Id} is slow: one in twenty of its last {count} answers took {Words.Span(slowest)} or longer",
            $"终端 {terminal.Id} 响应缓慢：最近 {count} 次应答的 95 分位为 {Words.SpanZh(slowest)}",
            evidence =>
            {
                evidence.WriteNumber("p95Ms", p95);
                evidence.WriteNumber("limitMs", limit.TotalMilliseconds);
                evidence.WriteNumber("answered", count);
                terminal.WriteWindow(evidence);
            });
    }
}
