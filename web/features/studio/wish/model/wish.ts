import { formatDay } from '@lanran/protocol/kernel/day';
import { MEDIA, bitsOf, mediaOf, type Medium } from '@lanran/protocol/licensing/media';
import {
  findTerritory,
  parseTerritories,
  territoryCodes,
  WORLD,
} from '@lanran/protocol/territories/territories';
import { LATER } from '@lanran/protocol/territories/territory-description';
import { parseTerritoryWords } from '@lanran/protocol/territories/territory-words';
import { isEmpty, type Wish } from '@lanran/protocol/licensing/window';
import { findDay, isReversed } from '../../../../lib/territories/window-days.ts';

/** A wish as it is being described: it may lack anything yet. Days are YYYY-MM-DD or empty. */
export interface WishDraft {
  readonly media: readonly Medium[];
  /** ISO 3166-1 codes, or `WORLD` alone. */
  readonly territories: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly isExclusive: boolean;
}

const NAMES = {
  media: 'media',
  territories: 'territories',
  from: 'from',
  to: 'to',
  exclusive: 'exclusive',
} as const;

/** Reads a shared address; what is not understood is left out. */
export function readWish(address: URLSearchParams): WishDraft {
  const media = new Set(listIn(address, NAMES.media));
  return {
    media: MEDIA.filter((medium) => media.has(medium)),
    territories: territoryCodes(territoriesIn(address)),
    from: dayIn(address, NAMES.from),
    to: dayIn(address, NAMES.to),
    isExclusive: address.get(NAMES.exclusive) === '1',
  };
}

/** Writes the wish into an address, whose other parts stay. */
export function writeWish(address: URLSearchParams, wish: WishDraft): URLSearchParams {
  const written = new URLSearchParams(address);
  const values = {
    [NAMES.media]: wish.media.join(','),
    [NAMES.territories]: territoriesForAddress(wish.territories),
    [NAMES.from]: wish.from,
    [NAMES.to]: wish.to,
    [NAMES.exclusive]: wish.isExclusive ? '1' : '',
  };
  for (const [name, value] of Object.entries(values)) {
    if (value === '') written.delete(name);
    else written.set(name, value);
  }
  return written;
}

function listIn(address: URLSearchParams, name: string): string[] {
  return (address.get(name) ?? '').split(',').filter((part) => part !== '');
}

/** Codes, or `WORLD except US`. */
function territoriesIn(address: URLSearchParams): bigint {
  const text = address.get(NAMES.territories) ?? '';
  try {
    return text === '' ? 0n : parseTerritoryWords(text);
  } catch {
    return listIn(address, NAMES.territories).reduce((bits, code) => bits | (findTerritory(code) ?? 0n), 0n);
  }
}

/** An address names codes, never a group, whose members may become others. */
function territoriesForAddress(codes: readonly string[]): string {
  const bits = codes.length === 0 ? 0n : parseTerritories(codes.join(','));
  const isAllBut = bits !== WORLD && (LATER.bits & ~bits) === 0n;
  return isAllBut ? `WORLD except ${territoryCodes(WORLD & ~bits).join(',')}` : codes.join(',');
}

function dayIn(address: URLSearchParams, name: string): string {
  const text = address.get(name) ?? '';
  return findDay(text) === null ? '' : text;
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

/** What is still missing before a price can be asked for. */
export type Missing = 'media' | 'territories' | 'from' | 'to' | 'order';

export function missingIn({ media, territories, from, to }: WishDraft): readonly Missing[] {
  return [
    ...(media.length === 0 ? (['media'] as const) : []),
    ...(territories.length === 0 ? (['territories'] as const) : []),
    ...(findDay(from) === null ? (['from'] as const) : []),
    ...(findDay(to) === null ? (['to'] as const) : []),
    ...(isReversed(from, to) ? (['order'] as const) : []),
  ];
}
