using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Xunit.Abstractions;

namespace PosMonitor.Fuzz;

/// <summary>
/// Mutates requests of a small corpus and looks at every answer: no failure of the server, errors as problem+json, no card data, good lines taken and found again.
/// A minute, or as many as <c>POSMONITOR_MINUTES</c> says, from the seed <c>POSMONITOR_SEED</c> on. What fails is made small and kept in the corpus.
/// </summary>
[Collection(nameof(Limits.LimitsTests))]
public sealed class FuzzTests(ITestOutputHelper output)
{
    // What all those requests may leave behind: what was accepted is kept, some hundred bytes an event, and nothing of the rest.
    private const long MostKept = 400L << 20;

    // As many as a minute is good for, so that each run of the tests sees the same.
    private const int UsualInputs = 60_000;

    [Fact]
    public async Task Every_input_of_the_corpus_is_answered_as_it_should_be()
    {
        await using var monitor = await FuzzMonitor.Start();
        foreach (var file in Directory.EnumerateFiles(CorpusDirectory()).Order(StringComparer.Ordinal))
        {
            var fault = await monitor.Fault(FuzzInput.Parse(await File.ReadAllBytesAsync(file)));
            Assert.True(fault is null, $"{Path.GetFileName(file)}: {fault}");
        }
    }

    [Fact]
    public async Task Whatever_comes_is_answered_as_it_should_be()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("POSMONITOR_SEED") ?? "1125", CultureInfo.InvariantCulture);
        var minutes = double.Parse(Environment.GetEnvironmentVariable("POSMONITOR_MINUTES") ?? "1", CultureInfo.InvariantCulture);
        output.WriteLine($"Seed {seed}, {minutes} minute(s).");
        await using var monitor = await FuzzMonitor.Start();
        var mutator = new Mutator(seed, await Corpus());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        var count = 0;
        var most = Environment.GetEnvironmentVariable("POSMONITOR_MINUTES") is null ? UsualInputs : int.MaxValue;
        for (; count < most && clock.Elapsed < TimeSpan.FromMinutes(minutes); count++)
        {
            var input = mutator.Next();
            if (await monitor.Fault(input) is { } fault)
                await Fail(monitor, input, $"Seed {seed}, input {count}: {fault}");
        }
        output.WriteLine($"{count} inputs.");
        Assert.Null(await monitor.FaultAtEnd());
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < MostKept, $"The monitor keeps more than {MostKept} bytes after {count} inputs.");
    }

    [Fact]
    public void The_same_seed_gives_the_same_inputs()
    {
        FuzzInput[] corpus = [new("POST", "/v1/events", "application/x-ndjson", "", "{\"type\":\"heartbeat\"}"u8.ToArray())];
        var (one, other) = (new Mutator(7, corpus), new Mutator(7, corpus));
        for (var count = 0; count < 200; count++)
            Assert.Equal(one.Next().ToFile(), other.Next().ToFile());
    }

    [Fact]
    public void A_file_of_the_corpus_is_read_as_it_was_written()
    {
        var input = new FuzzInput("PUT", "/v1/settings/fleet?x=%00", "application/json", "broken-gzip", [0, 10, 10, 255]);
        Assert.Equal(input.ToFile(), FuzzInput.Parse(input.ToFile()).ToFile());
    }

    [Fact]
    public async Task What_fails_is_made_as_small_as_it_gets()
    {
        var input = new FuzzInput("POST", "/v1/events", "", "", Encoding.ASCII.GetBytes(new string('a', 1000) + "x" + new string('b', 1000)));
        var small = await Shrinker.Shrink(input, candidate => Task.FromResult(candidate.Body.Contains((byte)'x')));
        Assert.Equal("x"u8.ToArray(), small.Body);
    }

    private static async Task Fail(FuzzMonitor monitor, FuzzInput input, string fault)
    {
        var small = await Shrinker.Shrink(input, async candidate => await monitor.Fault(candidate) is not null);
        var file = Path.Combine(CorpusDirectory(), $"found-{small.Name()}");
        await File.WriteAllBytesAsync(file, small.ToFile());
        Assert.Fail($"{fault}\nKept as {file}:\n{Encoding.Latin1.GetString(small.ToFile())}");
    }

    private static async Task<List<FuzzInput>> Corpus()
    {
        var corpus = new List<FuzzInput>();
        foreach (var file in Directory.EnumerateFiles(CorpusDirectory()).Order(StringComparer.Ordinal))
            corpus.Add(FuzzInput.Parse(await File.ReadAllBytesAsync(file)));
        return corpus;
    }

    // Beside this file: what is found is to be committed.
    private static string CorpusDirectory([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Corpus");
}
