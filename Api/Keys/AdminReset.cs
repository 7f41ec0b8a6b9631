using Microsoft.Extensions.Options;
using PosMonitor.Access;
using PosMonitor.Settings;
using PosMonitor.Sqlite;

namespace PosMonitor.Keys;

/// <summary>Makes a new admin key on the store itself, for whoever lost it and may open the data directory all the same.</summary>
internal static class AdminReset
{
    private const int Failed = 1;

    /// <param name="args">Settings, as the monitor has them.</param>
    /// <param name="output">Takes the key.</param>
    /// <exception cref="UsageException">They are none.</exception>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var line = CommandLine.Parse(args);
        if (line.Unknown is not null || line.Demo)
            throw new UsageException($"{line.Unknown ?? "--demo"} is not an option of keys reset-admin.");
        try
        {
            // Puts together what the monitor would be, and starts none of it.
            await using var app = MonitorApp.Build(line);
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            return await Reset(app.Services, output);
        }
        catch (Exception failure) when (StartFailure.Explain(failure) is { Count: > 0 } lines)
        {
            foreach (var text in lines)
                await Console.Error.WriteLineAsync(text);
            return Failed;
        }
    }

    private static async Task<int> Reset(IServiceProvider services, TextWriter output)
    {
        var directory = Path.GetFullPath(services.GetRequiredService<IOptions<MonitorOptions>>().Value.DataDirectory);
        if (services.GetRequiredService<IOptions<AccessOptions>>().Value.AdminKey is not null)
            return await Refuse($"{AccessOptions.Section}:{nameof(AccessOptions.AdminKey)} fixes the admin key: change it there.");
        if (!SqliteStore.IsIn(directory))
            return await Refuse($"There is no monitor's store in {directory}. Name its directory: --PosMonitor:DataDirectory=DIR.");
        var store = services.GetRequiredService<IKeyStore>();
        var book = new KeyBook(await store.Load(CancellationToken.None));
        var key = AccessKey.Make();
        var draft = new KeyDraft(KeyEntry.AdminId, AccessRole.Admin, null, null, AccessKey.HashOf(key));
        await store.Write(book.Make(KeyEntry.AdminId, draft, "keys reset-admin", services.GetRequiredService<TimeProvider>().GetUtcNow()));
        await output.WriteLineAsync($"{KeyEntry.AdminId}  {key}");
        return 0;
    }

    private static async Task<int> Refuse(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return Failed;
    }
}
