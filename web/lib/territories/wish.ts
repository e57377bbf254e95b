import { formatDay } from '@lanran/protocol/kernel/day';
import { bitsOf, mediaOf } from '@lanran/protocol/licensing/media';
import { parseTerritories, territoryCodes } from '@lanran/protocol/territories/territories';
import { isEmpty, type Wish } from '@lanran/protocol/licensing/window';
import { readUse, type UseDraft, writeUse } from './use-address.ts';
import { findDay } from './window-days.ts';

/** A wish as it is being described: it may lack anything yet. */
export interface WishDraft extends UseDraft {
  readonly isExclusive: boolean;
}

const EXCLUSIVE = 'exclusive';

/** Reads a shared address; what is not understood is left out. */
export function readWish(address: URLSearchParams): WishDraft {
  return { ...readUse(address), isExclusive: address.get(EXCLUSIVE) === '1' };
}

/** Writes the wish into an address, whose other parts stay. */
export function writeWish(address: URLSearchParams, wish: WishDraft): URLSearchParams {
  const written = writeUse(address, wish);
  if (wish.isExclusive) written.set(EXCLUSIVE, '1');
  else written.delete(EXCLUSIVE);
  return written;
}

/** The exact wish; null while something is missing. */
export function wishOf({ media, territories, from, to, isExclusive }: WishDraft): Wish | null {
  const [firstDay, lastDay] = [findDay(from), findDay(to)];
  if (firstDay === null || lastDay === null || territories.length === 0) return null;
  const wish = {
    media: bitsOf(media),
    territories: parseTerritories(territories.join(',')),
    firstDay,
    lastDay,
    exclusive: isExclusive,
  };
  return isEmpty(wish) ? null : wish;
}

export function draftOf({ media, territories, firstDay, lastDay, exclusive }: Wish): WishDraft {
  return {
    media: mediaOf(media),
    territories: territoryCodes(territories),
    from: formatDay(firstDay),
    to: formatDay(lastDay),
    isExclusive: exclusive,
  };
}

/** As the platform takes it. */
export function inputOf({ media, territories, from, to, isExclusive }: WishDraft) {
  return { media: [...media], territories: [...territories], from, to, exclusive: isExclusive };
}
