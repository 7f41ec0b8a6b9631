using Microsoft.Net.Http.Headers;
using PosMonitor.Access;
using PosMonitor.Errors;
using PosMonitor.Events;
using PosMonitor.Queries;
using PosMonitor.Settings;

namespace PosMonitor.Registry;

/// <summary>Takes the bodies of <c>POST /v1/registry/terminals</c>. They count among those of events, so that both together cannot fill memory.</summary>
internal sealed class TerminalUpload(IGrainFactory grains, IngestGate gate)
{
    private const string NotTheirs = "The key may not register terminals of this acquirer.";

    /// <summary>The most rows of a body, good and bad.</summary>
    public const int MostRows = 100_000;

    /// <summary>Takes a body and says what became of each row.</summary>
    public async Task<IResult> Take(HttpContext http)
    {
        var (request, response) = (http.Request, http.Response);
        if (FormOf(request.ContentType) is not { } read)
        {
            response.Headers["Accept-Post"] = "text/csv, application/x-ndjson";
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType, "The content type must be text/csv or application/x-ndjson, in UTF-8.");
        }
        if (!gate.TryEnter())
            return EventDoor.Overload(response, gate);
        using var body = new EventBody(gate);
        if (EventBody.Open(request) is not { } reader)
            return EventDoor.RefuseEncoding(response);
        try
        {
            var end = await body.ReadAsync(reader, reader == request.BodyReader ? request.ContentLength : null, http.RequestAborted);
            if (end != EventBody.End.Whole)
                return EventDoor.Refuse(end, response, gate);
        }
        finally
        {
            if (reader != request.BodyReader)
                await reader.CompleteAsync();
        }
        var rows = read(body.Memory).Take(MostRows + 1).ToList();
        body.ReturnBuffer();
        if (rows.Count > MostRows)
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, $"A body has at most {MostRows} rows. Send several.");
        return rows.Exists(row => row.Row is not null)
            ? await Register(http, rows)
            : Problems.Of(StatusCodes.Status400BadRequest, "No row of the body can be read. It has one terminal a row.");
    }

    private async Task<IResult> Register(HttpContext http, List<ReadRow> rows)
    {
        if (http.Cut() is { } cut)
            rows = rows.ConvertAll(row => row.Row is { } terminal && !cut.Has(terminal.Acquirer) ? row with { Row = null, Fault = NotTheirs } : row);
        List<TerminalRow> readable = [.. rows.Select(row => row.Row).OfType<TerminalRow>()];
        var results = await ConfigurationEdits.Book(grains).ImportTerminals(readable, ConfigurationEdits.Caller(http));
        var next = 0;
        List<UploadRow> answer =
        [
            .. rows.Select(row => row.Row is null
                ? new UploadRow(row.Line, TerminalRowOutcome.Rejected, row.Fault)
                : new UploadRow(row.Line, results[next].Outcome, results[next++].Message)),
        ];
        http.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(Answers.Body(UploadAnswer.Of(answer)), "application/json; charset=utf-8");
    }

    private static Func<ReadOnlyMemory<byte>, IEnumerable<ReadRow>>? FormOf(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type))
            return null;
        var charset = HeaderUtilities.RemoveQuotes(type.Charset);
        if (charset.HasValue && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            return null;
        return type.MediaType.Value?.ToLowerInvariant() switch
        {
            "text/csv" => CsvRows.Read,
            "application/x-ndjson" => JsonRows.Read,
            _ => null,
        };
    }
}
