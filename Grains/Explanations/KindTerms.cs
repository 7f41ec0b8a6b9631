using PosMonitor.Alerts;
using PosMonitor.Events;

namespace PosMonitor.Explanations;

/// <summary>What a kind of transaction is called, and what it does to the cardholder's money.</summary>
/// <param name="Name">To follow "asked the bank for".</param>
/// <param name="Done">What was done to the amount, to follow "128.00 CNY was"; in Chinese to precede the amount.</param>
/// <param name="Effect">The same as a noun.</param>
public sealed record KindTerms(Phrase Name, Phrase Done, Phrase Effect)
{
    private static readonly Phrase Charged = new("charged to the card", "从卡上扣款"), Charge = new("charge", "扣款");
    private static readonly Phrase Credited = new("credited to the card", "退回卡内"), Credit = new("credit", "退款");

    private static readonly KindTerms[] Kinds =
    [
        new(new("a purchase", "消费"), Charged, Charge),
        new(new("the cancellation of a purchase", "消费撤销"), Credited, Credit),
        new(new("a refund", "退货"), Credited, Credit),
        new(new("a pre-authorisation", "预授权"), new("held on the card", "在卡上冻结"), new("hold", "冻结")),
        new(new("the completion of a pre-authorisation", "预授权完成"), Charged, Charge),
        new(new("an account balance", "余额查询"), Phrase.None, Phrase.None),
    ];

    /// <summary>False where no money moves.</summary>
    public bool MovesMoney => Done != Phrase.None;

    public static KindTerms Of(TransactionKind kind) => Kinds[(int)kind];

    /// <summary>A kind with its amount: <c>a purchase of 128.00 CNY</c>; in Chinese to follow a character.</summary>
    public Phrase With(long amount, string currency) => MovesMoney
        ? new Phrase($"{Name.En} of {Words.Money(amount, currency)}", $" {Words.Money(amount, currency)} 的{Name.Zh}")
        : Name;
}
