import { type Address, parseAddress } from '@lanran/protocol/signature';

/** The number of a key as somebody typed or pasted it; null when it is none. */
export function readKey(text: string): Address | null {
  try {
    return parseAddress(text.normalize('NFKC').trim().toLowerCase());
  } catch {
    return null;
  }
}
