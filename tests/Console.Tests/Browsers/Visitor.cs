using Microsoft.Playwright;

namespace PosMonitor.Operations.Browsers;

/// <summary>A browser of one person, with one page open. It notes what went wrong in the page.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];

    public Visitor(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                Note($"{message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => Note(error);
    }

    public IPage Page { get; }

    /// <summary>What the page's console said was wrong.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_errors)
                return [.. _errors];
        }
    }

    /// <summary>Signs in by the form, and waits for the page that follows.</summary>
    public async Task SignIn(string key)
    {
        if (!Page.Url.Contains("/sign-in", StringComparison.Ordinal))
            await Page.GotoAsync("/sign-in");
        await Page.FillAsync("input[name=key]", key);
        await Page.ClickAsync("form button[type=submit]");
    }

    /// <summary>Opens a page and waits until it is connected and shows what it is about.</summary>
    public async Task Open(string path)
    {
        await Page.GotoAsync(path);
        await Settled();
    }

    /// <summary>Waits until the browser is at an address, given as a pattern.</summary>
    // Not until it has loaded: where that is over before somebody waits for it, the browser driver waits in vain.
    public Task At(string address, float timeout = 30_000) =>
        Page.WaitForURLAsync(address, new PageWaitForURLOptions { Timeout = timeout, WaitUntil = WaitUntilState.Commit });

    /// <summary>Looks at the page that is open in another size and other colours.</summary>
    public async Task Look(Sight sight)
    {
        await Page.SetViewportSizeAsync(sight.Width, sight.Height);
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = sight.Colours });
    }

    /// <summary>Waits until the page is connected, has a heading and no longer waits for anything.</summary>
    public async Task Settled()
    {
        await Page.Locator(".shell:not([aria-busy])").WaitForAsync();
        await Page.Locator("h1").First.WaitForAsync();
        await Assertions.Expect(Page.Locator(".waiting")).ToHaveCountAsync(0, new LocatorAssertionsToHaveCountOptions { Timeout = 30_000 });
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private void Note(string error)
    {
        lock (_errors)
            _errors.Add(error);
    }
}
