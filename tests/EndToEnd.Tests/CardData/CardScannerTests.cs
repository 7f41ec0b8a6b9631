using System.Text;

namespace PosMonitor.EndToEnd.CardData;

/// <summary>The scanner finds what it is to find: else it would prove nothing.</summary>
public sealed class CardScannerTests
{
    private const int Seed = 20261125;

    public static TheoryData<string, Func<string, byte[]>> Hidings() => new()
    {
        { "as it is", number => Encoding.ASCII.GetBytes($"xx{number}yy") },
        { "after other digits", number => Encoding.ASCII.GetBytes($"77{number}77") },
        { "in groups", number => Encoding.ASCII.GetBytes($"a {string.Join(' ', number.Chunk(4).Select(group => new string(group)))} b") },
        { "with dots", number => Encoding.ASCII.GetBytes(string.Join('.', number.Chunk(5).Select(group => new string(group)))) },
        { "in UTF-16", number => Encoding.Unicode.GetBytes($"xx{number}yy") },
        { "in UTF-16, the other way round", number => Encoding.BigEndianUnicode.GetBytes($"xx{number}yy") },
        { "in base64", number => Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.ASCII.GetBytes($"{{\"card\":\"{number}\"}}"))) },
        { "in base64, shifted", number => Encoding.ASCII.GetBytes("a=ab" + Convert.ToBase64String(Encoding.ASCII.GetBytes($"-{number}---")).TrimEnd('=')) },
        { "in base64 of UTF-16", number => Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.Unicode.GetBytes(number))) },
        { "among much else", number => [.. new byte[100_000], .. Encoding.ASCII.GetBytes(number), .. new byte[100_000]] },
    };

    [Theory, MemberData(nameof(Hidings))]
    public void Every_planted_number_is_found(string how, Func<string, byte[]> hide)
    {
        var planted = new PlantedCards(Seed);
        var numbers = Enumerable.Range(0, PlantedCards.Kinds).Select(_ => planted.Number()).ToList();
        var scanner = new CardScanner(planted);
        foreach (var number in numbers.Take(how == "among much else" ? 3 : numbers.Count))
            Assert.True(scanner.Find(hide(number)) is not null, $"{number} is not found {how}.");
    }

    [Fact]
    public void Every_planted_secret_is_found()
    {
        var planted = new PlantedCards(Seed);
        string[] forms = [planted.Track1(), planted.Track2(), planted.De35(), planted.PinBlock(), planted.Cvv()];
        var scanner = new CardScanner(planted);
        Assert.All(forms, form => Assert.NotNull(scanner.Find($"before {form} after")));
    }

    [Fact]
    public void A_planted_file_is_found_and_named()
    {
        var planted = new PlantedCards(Seed);
        var number = planted.Number();
        using var directory = new Processes.DataDirectory();
        File.WriteAllText(Path.Combine(directory.Path, "clean"), "6222026789054321");
        Assert.Null(new CardScanner(planted).FindInFiles(directory.Path));
        File.WriteAllText(Path.Combine(directory.Path, "dirty"), number);
        Assert.Contains("dirty", new CardScanner(planted).FindInFiles(directory.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_planted_is_not_found()
    {
        var planted = new PlantedCards(Seed);
        var number = planted.Number();
        Assert.Null(new CardScanner(planted).Find($"{number[..6]}{new string('*', number.Length - 10)}{number[^4..]} 4111111111111111 {new string('7', 5000)}"));
    }
}
