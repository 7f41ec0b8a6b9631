using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace PosMonitor.Fuzz;

/// <summary>A request as a file of the corpus: <c>METHOD path</c>, headers, an empty line, and the body as it is before its content encoding.</summary>
/// <param name="Method">Of HTTP.</param>
/// <param name="Target">The path with its query, as it goes over the wire.</param>
/// <param name="ContentType">Of the body; empty where there is none.</param>
/// <param name="Encoding">Of the body; empty where there is none. With <c>broken-</c> before it, bytes of what was encoded are wrong.</param>
/// <param name="Body">Before it is encoded.</param>
internal sealed record FuzzInput(string Method, string Target, string ContentType, string Encoding, byte[] Body)
{
    private const string Broken = "broken-";

    /// <summary>Events, whose good lines are to survive the bad ones.</summary>
    public bool IsOfLines => Target == "/v1/events" && ContentType == "application/x-ndjson" && !Encoding.StartsWith(Broken, StringComparison.Ordinal);

    public static FuzzInput Parse(byte[] file)
    {
        var end = file.AsSpan().IndexOf("\n\n"u8);
        var head = System.Text.Encoding.UTF8.GetString(file, 0, end).Split('\n');
        var words = head[0].Split(' ', 2);
        string Header(string name) => head.Skip(1).FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.Ordinal))?[(name.Length + 2)..] ?? "";
        return new FuzzInput(words[0], words[1], Header("Content-Type"), Header("Content-Encoding"), file[(end + 2)..]);
    }

    public byte[] ToFile()
    {
        var head = new StringBuilder($"{Method} {Target}\n");
        if (ContentType.Length > 0)
            head.Append("Content-Type: ").Append(ContentType).Append('\n');
        if (Encoding.Length > 0)
            head.Append("Content-Encoding: ").Append(Encoding).Append('\n');
        return [.. System.Text.Encoding.UTF8.GetBytes(head.Append('\n').ToString()), .. Body];
    }

    /// <summary>Of the same input always the same.</summary>
    public string Name() => Convert.ToHexStringLower(SHA256.HashData(ToFile()))[..16];

    public HttpRequestMessage ToRequest()
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), new Uri(Target, UriKind.Relative));
        if (Method == "GET")
            return request;
        request.Content = new ByteArrayContent(Encoded());
        if (ContentType.Length > 0)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        if (Encoding.Length > 0)
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", Encoding.Replace(Broken, "", StringComparison.Ordinal));
        return request;
    }

    private byte[] Encoded()
    {
        var bytes = new MemoryStream();
        if (Encoding.EndsWith("gzip", StringComparison.Ordinal))
        {
            using var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true);
            gzip.Write(Body);
        }
        else if (Encoding.EndsWith("br", StringComparison.Ordinal))
        {
            using var brotli = new BrotliStream(bytes, CompressionLevel.Fastest, leaveOpen: true);
            brotli.Write(Body);
        }
        else
        {
            return Body;
        }
        var encoded = bytes.ToArray();
        if (Encoding.StartsWith(Broken, StringComparison.Ordinal) && encoded.Length > 0)
        {
            encoded[encoded.Length / 2] ^= 0x55;
            encoded = encoded[..(encoded.Length - encoded.Length / 3)];
        }
        return encoded;
    }
}
