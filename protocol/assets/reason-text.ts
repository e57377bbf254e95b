import { type Hex, utf8 } from '../kernel/bytes.ts';
import { keccak256 } from '../kernel/hash.ts';

/** What a dispute, its resolution or a revocation names on chain: keccak256 of the UTF-8 bytes of the text, as it was written. */
export function reasonHashOf(text: string): Hex {
  return keccak256(utf8(text));
}
