import { describe, expect, it } from 'vitest';
import { heldUsesOf } from '@lanran/api/licensing/domain/held-use';
import type { LicenseState } from '@lanran/api/licensing/domain/license-check';
import type { License } from '@lanran/api/licensing/domain/license';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import type { Wish } from '@lanran/protocol/licensing/window';

const ASKED: Wish = {
  media: bitsOf(['STREAMING', 'GAME']),
  territories: parseTerritories('FR,CN'),
  firstDay: 20_100,
  lastDay: 20_200,
  exclusive: false,
};

function buildHeld(wish: Partial<Wish>, state: LicenseState = 'LIVE') {
  // Of a license only its window is looked at.
  const license = { terms: { wish: { ...ASKED, ...wish } } } as License;
  return { license, state, revokedAt: null };
}

describe('what a licensee has already of what it asks for', () => {
  it('is all of it where one license covers every use, place and day', () => {
    const wide = buildHeld({ territories: parseTerritories('WORLD'), lastDay: 21_000 });
    const { exclusive: _, ...window } = ASKED;
    expect(heldUsesOf(ASKED, [wide])).toEqual([{ license: wide.license, isWhole: true, common: window }]);
  });

  it('is what both have in common where a license covers some of it', () => {
    const some = buildHeld({
      media: bitsOf(['GAME', 'FASHION']),
      territories: parseTerritories('FR,US'),
      firstDay: 20_150,
      lastDay: 20_500,
    });
    const common = {
      media: bitsOf(['GAME']),
      territories: parseTerritories('FR'),
      firstDay: 20_150,
      lastDay: 20_200,
    };
    expect(heldUsesOf(ASKED, [some])).toEqual([{ license: some.license, isWhole: false, common }]);
  });

  it.each([
    ['another use', { media: bitsOf(['FASHION']) }],
    ['another place', { territories: parseTerritories('US') }],
    ['the day before', { firstDay: 20_000, lastDay: 20_099 }],
    ['the day after', { firstDay: 20_201, lastDay: 20_300 }],
  ])('is nothing where a license is for %s', (_, wish) => {
    expect(heldUsesOf(ASKED, [buildHeld(wish)])).toEqual([]);
  });

  it('leaves out what was revoked or is over, and begins with what covers all', () => {
    const upcoming = buildHeld({}, 'UPCOMING');
    const partial = buildHeld({ territories: parseTerritories('FR') });
    const held = [buildHeld({}, 'REVOKED'), buildHeld({}, 'EXPIRED'), partial, upcoming];
    expect(heldUsesOf(ASKED, held).map(({ license }) => license)).toEqual([
      upcoming.license,
      partial.license,
    ]);
  });
});
