using System.Text;
using PosMonitor.Events;
using PosMonitor.Settings;
using PosMonitor.Tests.Shards;
using PosMonitor.Transactions;

namespace PosMonitor.Explanations;

/// <summary>The words for every case, as they stand in <c>explanations.txt</c> to be read through.</summary>
public sealed class ExplanationTests
{
    private static readonly Dictionary<string, string> Expected = Read();

    public static TheoryData<string> Names => [.. ExplanationCases.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_case_is_explained_word_for_word(string name) =>
        Assert.Equal(Expected.GetValueOrDefault(name, $"{name} is not in explanations.txt."), Text(ExplanationCases.Explain(name)));

    [Fact]
    public void Every_case_in_the_table_is_tested() => Assert.Equal(Expected.Keys.Order(), ExplanationCases.All.Keys.Order());

    [Fact]
    public void A_merchant_that_is_to_be_told_is_missed_and_an_unconfirmed_reversal_is_as_well()
    {
        var settings = new DetectionOptions { NotifyMerchant = true };
        var day = new Timeline(settings);
        ExplanationCases.All["approved, on time"](day);
        day.Watermark("10:30:00");

        var words = ExplanationCases.Explain(day, settings);
        Assert.Contains("The merchant has not been told at all.", words.Merchant.En, StringComparison.Ordinal);
        Assert.Contains("商户一直没有收到通知。", words.Merchant.Zh, StringComparison.Ordinal);
        Assert.Equal(2, words.Steps.Count(step => step.What == StepKind.Deadline && step.Text.En.Contains("merchant", StringComparison.Ordinal) || step.Text.En.Contains("missing", StringComparison.Ordinal)));

        var reversed = new Timeline();
        ExplanationCases.All["approved, told wrongly, reversed"](reversed);
        var facts = new ExplanationFacts(reversed.View("t-1"), ["transaction.reversal-unconfirmed"], new DetectionOptions(), ResponseCodes.Shipped);
        Assert.Contains(Explanation.Of(facts).Steps, step => step.What == StepKind.Deadline && step.Text.En.Contains("the reversal had not been confirmed within 1 minute", StringComparison.Ordinal));
    }

    [Fact]
    public void Times_are_those_of_the_acquirers_zone()
    {
        var day = new Timeline();
        ExplanationCases.All["approved, on time"](day);
        var facts = new ExplanationFacts(day.View("t-1"), [], new DetectionOptions(), ResponseCodes.Shipped, "Asia/Tokyo");
        Assert.StartsWith("On 4 May 2026 at 19:00:00 (UTC+09:00) ", Explanation.Of(facts).Summary.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_history_is_explained_in_whole_sentences_at_every_time()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var events = new RandomHistory(seed).Draw().Select(step => step.Event).OfType<PosEvent>().ToList();
            events.RemoveRange(events.Count * (seed % 4 + 1) / 4, events.Count - events.Count * (seed % 4 + 1) / 4);
            var run = new ShardRun();
            run.Take(events);
            foreach (var (terminal, txn) in events.Where(e => e is { Txn: not null, Acquirer: "lakala" }).Select(e => (e.Terminal, e.Txn)).Distinct())
            {
                if (run.Transaction("lakala", terminal!, txn!) is { } view)
                    CheckSentences($"seed {seed}, {terminal}/{txn}", Explanation.Of(new ExplanationFacts(view, [], new DetectionOptions(), ResponseCodes.Shipped)));
            }
        }
    }

    [Theory]
    [InlineData(0, "less than 0.1 seconds", "不到 0.1 秒")]
    [InlineData(1, "1 second", "1 秒")]
    [InlineData(9.96, "10 seconds", "10 秒")]
    [InlineData(59.6, "1 minute", "1 分钟")]
    [InlineData(75, "1 minute 15 seconds", "1 分钟 15 秒")]
    [InlineData(1198.8, "20 minutes", "20 分钟")]
    [InlineData(3600, "1 hour", "1 小时")]
    [InlineData(7500, "2 hours 5 minutes", "2 小时 5 分钟")]
    [InlineData(273_600, "3 days 4 hours", "3 天 4 小时")]
    public void Delays_are_said_as_one_says_them(double seconds, string en, string zh) =>
        Assert.Equal(new Phrase(en, zh), DelayWords.Of(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Every_listed_code_has_a_meaning_in_both_languages()
    {
        Assert.Equal(78, CodeMeanings.Listed.Count());
        Assert.All(CodeMeanings.Listed, code => Assert.True(CodeMeanings.Of(code) is { En.Length: > 2, Zh.Length: > 1 }, code));
        Assert.Equal(new Phrase("code 51, insufficient funds", "应答码 51，余额不足"), CodeMeanings.Named("51"));
        Assert.Equal(new Phrase("PIN tries exceeded", "密码错误次数超限"), CodeMeanings.Of("75"));
        Assert.Equal(new Phrase("a code that is not in the table", "码表中没有的应答码"), CodeMeanings.Of("Q7"));
    }

    private static void CheckSentences(string where, Explanation words)
    {
        foreach (var text in new[] { words.Summary, words.Cardholder, words.Merchant }.Concat(words.Steps.Select(step => step.Text)))
        {
            Assert.True(text.En.EndsWith('.') && text.Zh.EndsWith('。'), $"{where}: {text}");
            foreach (var slip in new[] { "  ", " ,", " .", "，，", "；。", " 。" })
                Assert.False((text.En + text.Zh).Contains(slip, StringComparison.Ordinal), $"{where}: '{slip}' in {text}");
        }
        Assert.True(words.Steps.Select(step => step.Time).Order().SequenceEqual(words.Steps.Select(step => step.Time)), where);
    }

    private static string Text(Explanation words)
    {
        var text = new StringBuilder();
        foreach (var (name, phrase) in new[] { ("summary", words.Summary), ("cardholder", words.Cardholder), ("merchant", words.Merchant) })
            text.Append(name).Append(": ").AppendLine(phrase.En).AppendLine(phrase.Zh);
        foreach (var step in words.Steps)
            text.Append(step.What.ToString().ToLowerInvariant()).Append(": ").AppendLine(step.Text.En).AppendLine(step.Text.Zh);
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static Dictionary<string, string> Read()
    {
        var file = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Explanations", "explanations.txt")).ReplaceLineEndings("\n");
        return file.Split("== ", StringSplitOptions.RemoveEmptyEntries).ToDictionary(part => part[..part.IndexOf('\n', StringComparison.Ordinal)], part => part[(part.IndexOf('\n', StringComparison.Ordinal) + 1)..].TrimEnd('\n') + "\n");
    }
}
