using PosMonitor.Transactions;

namespace PosMonitor.Explanations;

/// <summary>What came back on the request, and what became of the transaction, as parts of sentences.</summary>
internal static class AnswerWords
{
    /// <summary>An answer: <c>declined (code 51, insufficient funds)</c>.</summary>
    public static Phrase Verdict(ResponseClass cls, string code)
    {
        var named = CodeMeanings.Named(code);
        return cls switch
        {
            ResponseClass.Approved => new Phrase($"approved (code {code})", $"批准（应答码 {code}）"),
            ResponseClass.Declined => new Phrase($"declined ({named.En})", $"拒绝（{named.Zh}）"),
            _ => new Phrase($"failed ({named.En})", $"失败（{named.Zh}）"),
        };
    }

    /// <summary>Who has to mend a failure, as the end of a sentence; nothing where nobody has to.</summary>
    public static Phrase ToMend(ResponseCause? cause) => cause switch
    {
        ResponseCause.Issuer => new Phrase(", which is for the card's bank to mend", "，需由发卡行处理"),
        ResponseCause.Network => new Phrase(", which is for the network to mend", "，需由网络方处理"),
        ResponseCause.Terminal => new Phrase(", which is for those who look after the terminal to mend", "，需由终端维护方处理"),
        ResponseCause.Operation => new Phrase(", which is for the acquirer's operations to mend", "，需由收单机构运营处理"),
        _ => Phrase.None,
    };

    /// <summary>What became of a reversal, to follow "was reversed": a part of a sentence that begins with a comma.</summary>
    public static Phrase Confirmation(Story story) => story switch
    {
        { IsConfirmed: true } => new Phrase(", and the reversal was confirmed", "，冲正已获确认"),
        { ReversalResponse.Code: { } code } => CodeMeanings.Named(code) is var named
            ? new Phrase($", but the reversal was refused ({named.En})", $"，但冲正被拒绝（{named.Zh}）")
            : Phrase.None,
        _ => new Phrase(", and no answer to the reversal is on record", "，没有冲正应答的记录"),
    };
}
