using Microsoft.Playwright;

namespace PosMonitor.Operations.Browsers;

/// <summary>Watches whether a page is frozen: how long it is from one frame to the next.</summary>
internal static class Frames
{
    /// <summary>A frame that takes as long as this is frozen, in milliseconds.</summary>
    public const double Frozen = 200;

    /// <summary>Begins to watch, anew where it did so before.</summary>
    public static Task Watch(IPage page) => page.EvaluateAsync(
        """
        () => {
          const isWatched = window.longestFrame !== undefined;
          window.longestFrame = 0;
          let last = performance.now();
          if (!isWatched)
            requestAnimationFrame(function frame(now) {
              window.longestFrame = Math.max(window.longestFrame, now - last);
              last = now;
              requestAnimationFrame(frame);
            });
        }
        """);

    /// <summary>The longest frame since then, in milliseconds.</summary>
    public static Task<double> Longest(IPage page) => page.EvaluateAsync<double>("window.longestFrame");
}
