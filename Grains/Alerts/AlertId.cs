using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using PosMonitor.Parties;

namespace PosMonitor.Alerts;

/// <summary>Ids of alerts: a function of rule, subject and onset alone (contract §4), and part of the store's format: it never changes.</summary>
public static class AlertId
{
    /// <summary>Such as <c>merchant-failing-9f0c…</c>: lower case, safe in a URL; 128 bits of hash tell apart what the prefix does not.</summary>
    public static string Of(AlertEffect effect) => Of(effect.Rule, effect.SubjectKind, effect.SubjectId, effect.At);

    /// <param name="rule">The rule's name.</param>
    /// <param name="kind">What kind of subject.</param>
    /// <param name="subject">The subject's id.</param>
    /// <param name="onset">When the condition became true, UTC ticks.</param>
    public static string Of(string rule, SubjectKind kind, string subject, long onset)
    {
        // No id holds a line feed, so no two keys read the same.
        var key = Encoding.UTF8.GetBytes($"{rule}\n{(byte)kind}\n{subject}\n12345678");
        BinaryPrimitives.WriteInt64LittleEndian(key.AsSpan(key.Length - sizeof(long)), onset);
        return $"{rule.Replace('.', '-')}-{Convert.ToHexStringLower(XxHash128.Hash(key))}";
    }
}
