namespace PosMonitor.Reference;

/// <summary>
/// One event of contract §1 with its defaults filled in. Two events are equal in meaning exactly when these records are equal: times are
/// compared as instants, and what is absent is null. Enum values stand as the contract writes them.
/// </summary>
public sealed record ContractEvent
{
    public required string Type { get; init; }
    public required DateTimeOffset Time { get; init; }
    public string? Acquirer { get; init; }
    public string? Terminal { get; init; }
    public string? Merchant { get; init; }
    public string? Txn { get; init; }
    public string? Kind { get; init; }

    /// <summary>Minor units.</summary>
    public long? Amount { get; init; }
    public string? Currency { get; init; }
    public string? Issuer { get; init; }

    /// <summary>Truncated PAN: first six, <c>*</c>, last four.</summary>
    public string? Card { get; init; }

    /// <summary>ISO 8583 DE39.</summary>
    public string? Code { get; init; }
    public string? Channel { get; init; }
    public string? Recipient { get; init; }
    public string? Status { get; init; }
    public string? Payer { get; init; }

    /// <summary>Where the terminal is, degrees.</summary>
    public double? Lat { get; init; }

    /// <summary>Degrees.</summary>
    public double? Lon { get; init; }

    /// <summary>The subject id of its terminal, <c>acquirer/terminal</c>.</summary>
    public string TerminalId => $"{Acquirer}/{Terminal}";

    /// <summary>True for the types that belong to a transaction.</summary>
    public bool IsOfTransaction => Txn is not null;
}
