namespace PosMonitor.Access;

/// <summary>What changed of the keys.</summary>
/// <param name="Version">The newest change.</param>
/// <param name="Keys">Each key that changed, as it stands.</param>
/// <param name="Secret">What gateways sign sessions with. It is in no store and changes when the keyring starts anew, which ends all sessions.</param>
[GenerateSerializer, Immutable, Alias("pos.keyring-news")]
public sealed record KeyringNews([property: Id(0)] long Version, [property: Id(1)] IReadOnlyList<KeyEntry> Keys, [property: Id(2)] byte[] Secret);
