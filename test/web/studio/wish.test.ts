import { describe, expect, it } from 'vitest';
import { parseTerritories, territoryCodes, WORLD } from '@lanran/protocol/territories/territories';
import { draftOf, readWish, wishOf, writeWish } from '../../../web/lib/territories/wish.ts';
import { missingIn } from '../../../web/lib/territories/use-address.ts';

const SHARED = 'media=STREAMING,GAME&territories=FR,CN&from=2027-01-01&to=2027-12-31&exclusive=1';

describe('a wish in an address', () => {
  it('comes back as it was written, and other parts of the address stay', () => {
    const written = writeWish(new URLSearchParams('lang=zh'), readWish(new URLSearchParams(SHARED)));
    expect(written.get('lang')).toBe('zh');
    expect(readWish(written)).toEqual({
      media: ['STREAMING', 'GAME'],
      territories: ['CN', 'FR'],
      from: '2027-01-01',
      to: '2027-12-31',
      isExclusive: true,
    });
  });

  it('leaves out what is not understood', () => {
    const wish = readWish(new URLSearchParams('media=SMELL&territories=XX,FR&from=2027-02-30&to=soon'));
    expect(wish).toEqual({ media: [], territories: ['FR'], from: '', to: '', isExclusive: false });
    expect(missingIn(wish)).toEqual(['media', 'from', 'to']);
    expect(wishOf(wish)).toBeNull();
  });

  it('takes the whole world for itself, with territories yet to be named', () => {
    const draft = readWish(
      new URLSearchParams('media=GAME&territories=FR,WORLD&from=2027-01-01&to=2027-01-01'),
    );
    const wish = wishOf(draft);
    expect(wish?.territories).toBe(WORLD);
    expect(wish === null ? null : draftOf(wish)).toEqual(draft);
  });

  it('keeps “everywhere but the United States” in a short address, with territories yet to be named', () => {
    const everywhereElse = WORLD & ~parseTerritories('US');
    const draft = { ...readWish(new URLSearchParams(SHARED)), territories: territoryCodes(everywhereElse) };
    const written = writeWish(new URLSearchParams(), draft);
    expect(written.get('territories')).toBe('WORLD except US');
    expect(wishOf(readWish(written))?.territories).toBe(everywhereElse);
  });

  it('says when the last day is before the first', () => {
    const draft = readWish(new URLSearchParams(`${SHARED}&from=x`));
    expect(missingIn({ ...draft, from: '2028-01-01' })).toEqual(['order']);
  });
});
