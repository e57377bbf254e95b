import {
  FIRST_UNNAMED_BIT,
  findTerritory,
  territoryCodes,
  type TerritoryBits,
  WORLD,
} from './territories.ts';
import { TERRITORY_GROUPS, type TerritoryGroup } from './territory-groups.ts';

/** `WORLD`, `LATER`, the id of a group, an ISO 3166-1 code, or `BIT_n`. */
export type TerritoryPart = string;

/** All of `of` together, without any of `except`. */
export interface TerritoryDescription {
  readonly of: readonly TerritoryPart[];
  readonly except: readonly TerritoryPart[];
}

/** What the list gives to no country or region yet. */
export const LATER: Pick<TerritoryGroup, 'id' | 'bits'> = {
  id: 'LATER',
  bits: WORLD & ~((1n << BigInt(FIRST_UNNAMED_BIT)) - 1n),
};

const SPOKEN = [...TERRITORY_GROUPS.filter(({ isWordOnly }) => !isWordOnly), LATER];
const GROUP_BITS = new Map([...TERRITORY_GROUPS, LATER].map(({ id, bits }) => [id, bits]));

/** A group is named in place of its members only where that spares as many words. */
const LEAST_SPARED = 2;
/** “Nordic countries except Denmark” is harder to read than “Iceland and Norway”: an exception weighs as two names. */
const EXCEPTION_WEIGHT = 2;

/** The shortest of: names and groups; groups with exceptions; the whole world with exceptions. It says the bits, exactly. */
export function describeTerritories(bits: TerritoryBits): TerritoryDescription {
  const named = describeByGroups(bits);
  const worldwide = { of: ['WORLD'], except: partsOf(WORLD & ~bits) };
  return lengthOf(worldwide) < lengthOf(named) ? worldwide : named;
}

/** The bits that a description says. */
export function describedBits({ of, except }: TerritoryDescription): TerritoryBits {
  return unionOf(of) & ~unionOf(except);
}

/** The bits of one part; none for what is no part. */
export function partBits(id: TerritoryPart): TerritoryBits {
  return GROUP_BITS.get(id) ?? findTerritory(id) ?? 0n;
}

function unionOf(parts: readonly TerritoryPart[]): TerritoryBits {
  return parts.reduce((bits, id) => bits | partBits(id), 0n);
}

function lengthOf({ of, except }: TerritoryDescription): number {
  return of.length + except.length;
}

function describeByGroups(bits: TerritoryBits): TerritoryDescription {
  const groups = groupsFor(bits, EXCEPTION_WEIGHT);
  const union = unionOf(groups);
  return { of: [...groups, ...territoryCodes(bits & ~union)], except: partsOf(union & ~bits) };
}

/** Groups and codes that together are the bits. */
export function partsOf(bits: TerritoryBits): TerritoryPart[] {
  const groups = groupsFor(bits, Infinity);
  return [...groups, ...territoryCodes(bits & ~unionOf(groups))];
}

/** The groups that spare the most, the best first, until none spares enough. */
function groupsFor(bits: TerritoryBits, exceptionWeight: number): TerritoryPart[] {
  const chosen: TerritoryPart[] = [];
  let rest = bits;
  let allowed = bits;
  for (;;) {
    const ranked = SPOKEN.map((group) => {
      const beyond = countOf(group.bits & ~allowed);
      const spared = countOf(group.bits & rest) - 1 - (beyond === 0 ? 0 : beyond * exceptionWeight);
      return { ...group, spared };
    });
    const best = ranked.reduce((left, right) => (right.spared > left.spared ? right : left));
    if (best.spared < LEAST_SPARED) return chosen;
    chosen.push(best.id);
    rest &= ~best.bits;
    allowed |= best.bits;
  }
}

/** How many bits are set in each hexadecimal digit. */
const ONES = new Map(Array.from('0112122312232334', (ones, digit) => [digit.toString(16), Number(ones)]));

/** An asset's page counts some thousand times: digit by digit, not bit by bit. */
function countOf(bits: TerritoryBits): number {
  let count = 0;
  for (const digit of bits.toString(16)) count += ONES.get(digit) ?? 0;
  return count;
}
