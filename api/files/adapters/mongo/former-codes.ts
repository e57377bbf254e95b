const UNDECODABLE = 'UNDECODABLE';

/** What an older platform kept as DAMAGED it could not decode: nobody had compared it with its published digest. */
export function withPresentCode<K extends string, T extends Readonly<Record<K, string>>>(kept: T, key: K): T {
  return kept[key] === 'DAMAGED' ? { ...kept, [key]: UNDECODABLE } : kept;
}
