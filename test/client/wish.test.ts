import { describe, expect, it } from 'vitest';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { formatDay } from '@lanran/protocol/kernel/day';
import { mediaOf } from '@lanran/protocol/licensing/media';
import { WORLD, territoryCodes } from '@lanran/protocol/territories/territories';
import type { WishInput } from '@lanran/sdk/licensing/quotes';
import { parseWish } from '@lanran/sdk/licensing/wish';

const INPUT: WishInput = {
  media: ['GAME', 'STREAMING'],
  territories: ['FR', 'CN'],
  from: '2027-01-01',
  to: '2027-12-31',
  exclusive: true,
};

describe('a wish in words', () => {
  it('is read with its media, territories, days and exclusivity', () => {
    const wish = parseWish(INPUT);

    expect(mediaOf(wish.media)).toEqual(['STREAMING', 'GAME']);
    expect(territoryCodes(wish.territories)).toEqual(expect.arrayContaining(['CN', 'FR']));
    expect([wish.firstDay, wish.lastDay].map(formatDay)).toEqual([INPUT.from, INPUT.to]);
    expect(wish.exclusive).toBe(true);
  });

  it('may be for the whole world and for one day', () => {
    expect(parseWish({ ...INPUT, territories: ['WORLD'] }).territories).toBe(WORLD);
    expect(parseWish({ ...INPUT, to: INPUT.from })).toMatchObject({ exclusive: true });
  });

  it.each([
    { named: 'media', input: { ...INPUT, media: ['RADIO'] } },
    { named: 'media', input: { ...INPUT, media: [] } },
    { named: 'territories', input: { ...INPUT, territories: ['France'] } },
    { named: 'territories', input: { ...INPUT, territories: [] } },
    { named: 'from', input: { ...INPUT, from: '2027-02-30' } },
    { named: 'to', input: { ...INPUT, to: '2026-12-31' } },
  ])('is refused, naming $named, when that is none', ({ named, input }) => {
    expect(() => parseWish(input)).toThrow(expect.objectContaining({ field: named }));
    expect(() => parseWish(input)).toThrow(FormatError);
  });
});
