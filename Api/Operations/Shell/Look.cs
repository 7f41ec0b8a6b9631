using MudBlazor;

namespace PosMonitor.Operations.Shell;

/// <summary>The look of the component library. Its colours stand in <c>posmonitor.css</c>, for both themes at once, so that a page never flashes in the wrong one.</summary>
internal static class Look
{
    // Fonts of the system, of which each has Chinese ones.
    private static readonly string[] Fonts = ["system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"];

    public static readonly MudTheme Theme = new()
    {
        Typography = new Typography { Default = new DefaultTypography { FontFamily = Fonts, FontSize = "0.875rem" } },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "4px" },
    };
}
