using PosMonitor.Hosting;
using PosMonitor.Verification;

return args is ["verify", ..] ? await VerifyCommand.RunAsync(args[1..]) : await SiloApp.RunAsync(args);
