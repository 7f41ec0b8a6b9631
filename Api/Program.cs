using PosMonitor;
using PosMonitor.Keys;
using PosMonitor.Send;

return args switch
{
    ["send", ..] => await SendCommand.RunAsync(args[1..]),
    ["keys", ..] => await KeysCommand.RunAsync(args[1..], Console.Out),
    _ => await MonitorApp.RunAsync(args),
};
