namespace PosMonitor.Access;

/// <summary>Tells apart readers who see different acquirers.</summary>
public static class ReadersOfCut
{
    /// <summary>The same text for all who see the same. Ids have neither a comma nor a star.</summary>
    public static string Readers(this AcquirerCut? cut) => cut is null ? "*" : string.Join(',', cut.Acquirers);

    /// <summary>Of an acquirer that was asked for, what the reader may see of it.</summary>
    public static AcquirerCut? Only(this AcquirerCut? cut, string? acquirer)
    {
        if (acquirer is null)
            return cut;
        return cut?.Has(acquirer) != false ? new AcquirerCut([acquirer]) : AcquirerCut.Nothing;
    }
}
