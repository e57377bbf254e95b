import { createHash, timingSafeEqual } from 'node:crypto';
import { fromHex, type Hex } from '@lanran/protocol/kernel/bytes';

/** Does the token belong to the hash? The time it takes tells nothing. */
export function isToken(token: string, tokenHash: Hex): boolean {
  return timingSafeEqual(fromHex(tokenHash), createHash('sha256').update(token).digest());
}
