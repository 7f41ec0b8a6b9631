using PosMonitor.Events;
using PosMonitor.Shards;

namespace PosMonitor.Transactions;

/// <summary>Shows a held transaction to those who ask.</summary>
public sealed class TransactionViews(ShardState state, TransactionDesk desk)
{
    private readonly TransactionFacts _facts = new(state.Names);

    /// <summary>The time that lists sort by: that of the request, or of the first event where there is none; UTC ticks.</summary>
    public long SortTime(int number) => state.Transactions[number].Counted.At;

    public TransactionView Of(int number)
    {
        var conclusion = desk.ConclusionOf(number, _facts);
        ref var transaction = ref state.Transactions[number];
        var (acquirer, id) = (state.Names.Text(state.Terminals.AcquirerOf(transaction.Terminal)), state.Terminals.IdText(transaction.Terminal));
        var txn = FactBlock.TxnText(state.FactsOf(number));
        var (facts, request) = (_facts, _facts.Request);
        var requested = facts.HasRequest;
        return new TransactionView
        {
            Acquirer = acquirer,
            Terminal = id,
            Txn = txn,
            Merchant = requested ? state.Names.Text(request.Merchant) : null,
            Issuer = requested ? state.Names.Text(request.Issuer) : null,
            Kind = requested ? request.Kind : null,
            Amount = requested ? request.Amount : null,
            Currency = requested ? state.Names.Text(request.Currency) : null,
            Card = requested ? Card.Format(request.Card) : null,
            RequestedAt = requested ? At(request.Time) : null,
            RespondedAt = facts.HasResponse ? At(facts.Response.Time) : null,
            ReversedAt = facts.HasReversal ? At(facts.Reversal.Time) : null,
            Code = facts.HasResponse ? ResponseCode.Format(facts.Response.Code) : null,
            Cause = conclusion.Cause == ResponseCause.None ? null : conclusion.Cause,
            Outcome = conclusion.Outcome,
            LateResponse = conclusion.LateResponse,
            Orphan = conclusion.Orphan,
            ResponseMs = Milliseconds(conclusion.ResponseTicks),
            Verdict = conclusion.Verdict,
            MerchantVerdict = conclusion.MerchantVerdict,
            DelayMs = Milliseconds(conclusion.DelayTicks),
            Events = Events(state.FactsOf(number), acquirer, id, txn),
            SortTime = At(SortTime(number)),
        };
    }

    private List<PosEvent> Events(ReadOnlySpan<byte> block, string acquirer, string terminal, string txn)
    {
        List<PosEvent> events = [];
        foreach (var bytes in new FactBlock.Facts(block))
        {
            var fact = Fact.Read(bytes);
            var told = fact.Type == EventType.Notification;
            events.Add(new PosEvent
            {
                Type = fact.Type,
                Time = At(fact.Time),
                Acquirer = acquirer,
                Terminal = terminal,
                Merchant = Name(fact.Merchant),
                Txn = txn,
                Kind = fact.Type == EventType.Request ? fact.Kind : null,
                Amount = fact.Type is EventType.Request or EventType.Notification ? fact.Amount : null,
                Currency = Name(fact.Currency),
                Issuer = Name(fact.Issuer),
                Card = Card.Format(fact.Card),
                Code = ResponseCode.Format(fact.Code),
                Channel = told ? fact.Channel : null,
                Recipient = told ? fact.Recipient : null,
                Status = told ? fact.Status : null,
                Lat = fact.HasPosition ? fact.Lat : null,
                Lon = fact.HasPosition ? fact.Lon : null,
            });
        }
        return [.. events.OrderBy(e => e.Time).ThenBy(e => e.Type)];
    }

    private string? Name(int name) => name < 0 ? null : state.Names.Text(name);

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);

    private static double? Milliseconds(long ticks) => ticks < 0 ? null : ticks / (double)TimeSpan.TicksPerMillisecond;
}
