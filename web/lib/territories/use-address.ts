import { MEDIA, type Medium } from '@lanran/protocol/licensing/media';
import {
  findTerritory,
  parseTerritories,
  territoryCodes,
  WORLD,
} from '@lanran/protocol/territories/territories';
import { LATER } from '@lanran/protocol/territories/territory-description';
import { parseTerritoryWords } from '@lanran/protocol/territories/territory-words';
import { findDay, isReversed } from './window-days.ts';

/** A use as it is being described: it may lack anything yet. Days are YYYY-MM-DD or empty. */
export interface UseDraft {
  readonly media: readonly Medium[];
  /** ISO 3166-1 codes, or `WORLD` alone. */
  readonly territories: readonly string[];
  readonly from: string;
  readonly to: string;
}

const NAMES = { media: 'media', territories: 'territories', from: 'from', to: 'to' } as const;

/** The parts of an address that say a use. */
export const USE_NAMES: readonly string[] = Object.values(NAMES);

export const NO_USE: UseDraft = { media: [], territories: [], from: '', to: '' };

/** Reads a shared address; what is not understood is left out. */
export function readUse(address: URLSearchParams): UseDraft {
  const media = new Set(listIn(address, NAMES.media));
  return {
    media: MEDIA.filter((medium) => media.has(medium)),
    territories: territoryCodes(territoriesIn(address)),
    from: dayIn(address, NAMES.from),
    to: dayIn(address, NAMES.to),
  };
}

/** Writes the use into an address, whose other parts stay. */
export function writeUse(address: URLSearchParams, use: UseDraft): URLSearchParams {
  const written = new URLSearchParams(address);
  const values = {
    [NAMES.media]: use.media.join(','),
    [NAMES.territories]: territoriesForAddress(use.territories),
    [NAMES.from]: use.from,
    [NAMES.to]: use.to,
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

/** What a use still lacks. */
export type Missing = 'media' | 'territories' | 'from' | 'to' | 'order';

export function missingIn({ media, territories, from, to }: UseDraft): readonly Missing[] {
  return [
    ...(media.length === 0 ? (['media'] as const) : []),
    ...(territories.length === 0 ? (['territories'] as const) : []),
    ...(findDay(from) === null ? (['from'] as const) : []),
    ...(findDay(to) === null ? (['to'] as const) : []),
    ...(isReversed(from, to) ? (['order'] as const) : []),
  ];
}
