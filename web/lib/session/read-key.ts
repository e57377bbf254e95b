import type { Address } from '@lanran/protocol/kernel/signature';

/** The number of a key or wallet as somebody typed or pasted it, lower case; null when it is none. */
export function readKey(text: string): Address | null {
  const address = text.normalize('NFKC').trim().toLowerCase();
  // An address is exactly that: 0x and 40 digits of hex, lower case. Nobody has the key of address 0.
  return /^0x[0-9a-f]{40}$/.test(address) && !/^0x0{40}$/.test(address) ? (address as Address) : null;
}
