using MudBlazor;
using PosMonitor.Access;
using PosMonitor.Explanations;

namespace PosMonitor.Operations.Shell;

/// <summary>What the navigation leads to, in its order. A new page is one more line here.</summary>
internal static class Places
{
    public static readonly IReadOnlyList<Place> All =
    [
        new("/", new Phrase("Fleet", "总览"), 'f', Icons.Material.Outlined.SpaceDashboard, AccessNeed.Read),
        new("/alerts", new Phrase("Alerts", "告警"), 'a', Icons.Material.Outlined.NotificationsActive, AccessNeed.Read),
        new("/acquirers", new Phrase("Acquirers", "收单机构"), 'q', Icons.Material.Outlined.AccountBalance, AccessNeed.Read),
        new("/issuers", new Phrase("Issuers", "发卡行"), 'i', Icons.Material.Outlined.CreditCard, AccessNeed.Read),
        new("/explain", new Phrase("Service desk", "客服查询"), 'e', Icons.Material.Outlined.SupportAgent, AccessNeed.Read),
        new("/registry", new Phrase("Registry", "登记"), 'r', Icons.Material.Outlined.AppRegistration, AccessNeed.Read),
        new("/settings", new Phrase("Settings", "设置"), 's', Icons.Material.Outlined.Tune, AccessNeed.Read),
        new("/silos", new Phrase("Silos", "节点"), 'o', Icons.Material.Outlined.Dns, AccessNeed.AdministerAll),
        new("/docs/", new Phrase("HTTP interface", "接口文档"), 'd', Icons.Material.Outlined.Api, AccessNeed.Read, IsPage: false),
        new("/cluster/", new Phrase("Cluster", "集群"), 'c', Icons.Material.Outlined.Hub, AccessNeed.AdministerAll, IsPage: false),
    ];

    public static IEnumerable<Place> Of(AccessKey? key) => All.Where(place => key is not null && place.Need.IsMetBy(key));
}
