import { describe, expect, it } from 'vitest';
import { formatDay, parseDay } from '@lanran/protocol/kernel/day';
import { formatMedia, parseMedia } from '@lanran/protocol/licensing/media';
import {
  formatTerritories,
  parseTerritories,
  TERRITORY_CODES,
} from '@lanran/protocol/territories/territories';
import { overlaps, type Wish } from '@lanran/protocol/licensing/window';
import { type Answer, suggestWishes } from '../../../web/features/studio/wish/model/suggest-quoted.ts';
import { type Market, nearbyWishes } from '@lanran/protocol/licensing/nearby-wishes';

interface Words {
  readonly media: string;
  readonly territories: string;
  readonly from: string;
  readonly to: string;
  readonly exclusive: boolean;
}

const WISHED: Words = {
  media: 'STREAMING',
  territories: 'CN,FR',
  from: '2027-01-01',
  to: '2027-12-31',
  exclusive: false,
};
const OFFERED: Words = { ...WISHED, territories: 'WORLD', from: '2026-01-01', to: '2028-12-31' };

function buildWish(words: Partial<Words> = {}): Wish {
  const { media, territories, from, to, exclusive } = { ...WISHED, ...words };
  return {
    media: parseMedia(media),
    territories: parseTerritories(territories),
    firstDay: parseDay(from),
    lastDay: parseDay(to),
    exclusive,
  };
}

function buildMarket(market: Partial<Market> = {}): Market {
  return { offers: [buildWish(OFFERED)], consent: null, today: parseDay('2026-06-01'), taken: [], ...market };
}

function wordsOf({ media, territories, firstDay, lastDay, exclusive }: Wish): Words {
  return {
    media: formatMedia(media),
    territories: formatTerritories(territories),
    from: formatDay(firstDay),
    to: formatDay(lastDay),
    exclusive,
  };
}

describe('wishes near a refused one', () => {
  it('drop what the consent and the offer don’t reach', () => {
    const market = buildMarket({
      consent: {
        ...buildWish({ media: 'STREAMING,GAME', territories: 'CN' }),
        lastDay: parseDay('2027-06-30'),
      },
    });
    const [nearest] = nearbyWishes(buildWish({ media: 'STREAMING,ADVERTISING' }), market);
    expect(nearest === undefined ? null : wordsOf(nearest)).toEqual({
      ...WISHED,
      territories: 'CN',
      to: '2027-06-30',
    });
  });

  it('move a wish for days gone by to today, as long as it was', () => {
    const market = buildMarket({ today: parseDay('2028-03-01') });
    const [nearest] = nearbyWishes(buildWish({ from: '2027-01-01', to: '2027-01-10' }), market);
    expect(nearest === undefined ? null : wordsOf(nearest)).toMatchObject({
      from: '2028-03-01',
      to: '2028-03-10',
    });
  });

  it('keep out of what was sold exclusively: without the place, or from the day after', () => {
    const taken = [buildWish({ territories: 'FR', from: '2026-01-01', to: '2027-05-03', exclusive: true })];
    const near = nearbyWishes(buildWish(), buildMarket({ taken })).map(wordsOf);
    expect(near).toEqual([
      { ...WISHED, from: '2027-05-04' },
      { ...WISHED, territories: 'CN' },
    ]);
  });

  it('keep out of what was sold beside others only where they are to be exclusive', () => {
    const offers = [buildWish({ ...OFFERED, exclusive: true })];
    const taken = [buildWish({ territories: 'CN,FR', from: '2026-01-01', to: '2027-05-03' })];
    const near = nearbyWishes(buildWish({ exclusive: true }), buildMarket({ offers, taken })).map(wordsOf);
    expect(near).toEqual([{ ...WISHED, exclusive: true, from: '2027-05-04' }]);
    const beside = { ...WISHED, territories: 'FR' };
    const market = buildMarket({ offers: [buildWish({ ...OFFERED, territories: 'FR' })], taken });
    expect(nearbyWishes(buildWish(), market).map(wordsOf)).toEqual([beside]);
  });

  it('move behind what is taken where nothing else is left, as far as the offer reaches', () => {
    const taken = [buildWish({ from: '2026-01-01', to: '2028-06-30', exclusive: true })];
    const near = nearbyWishes(buildWish(), buildMarket({ taken })).map(wordsOf);
    expect(near).toEqual([{ ...WISHED, from: '2028-07-01', to: '2028-12-31' }]);
  });

  it('are found in a full calendar too', () => {
    const places = TERRITORY_CODES.slice(0, 33);
    const taken = Array.from({ length: 64 }, (_, at) => ({
      ...buildWish({ territories: places[(at * 7) % 32] ?? 'CN', exclusive: at < 32 }),
      firstDay: parseDay('2026-11-01') + ((at * 37) % 300),
      lastDay: parseDay('2027-10-01') + ((at * 61) % 300),
    }));
    const wish = buildWish({ territories: places.join(','), exclusive: true });
    const offers = [buildWish({ ...OFFERED, exclusive: true })];
    const near = nearbyWishes(wish, buildMarket({ offers, taken }));
    expect(near.length).toBeGreaterThan(2);
    for (const suggested of near) expect(taken.some((window) => overlaps(window, suggested))).toBe(false);
  });

  it('ask without exclusivity where nothing else is sold', () => {
    expect(nearbyWishes(buildWish({ exclusive: true }), buildMarket()).map(wordsOf)).toEqual([WISHED]);
  });

  it('are none where consent and wish have nothing in common', () => {
    const consent = { ...buildWish({ media: 'GAME' }), lastDay: parseDay('2028-12-31') };
    expect(nearbyWishes(buildWish(), buildMarket({ consent }))).toEqual([]);
  });
});

describe('suggestions', () => {
  const REFUSAL = { isAllowed: false, reasons: [{ code: 'OFFER_OVERLAP', subject: '1' }] };

  it('are those near wishes that a quote allows', async () => {
    const offers = [buildWish({ ...OFFERED, exclusive: true })];
    const taken = [buildWish({ territories: 'FR', to: '2027-05-03' })];
    const quote = async (wish: Wish): Promise<Answer> => {
      const isAllowed = wish.firstDay > parseDay('2027-05-03');
      return isAllowed ? { isAllowed, reasons: [] } : REFUSAL;
    };
    const suggestions = await suggestWishes(
      { wish: buildWish({ exclusive: true }), refusal: REFUSAL, market: buildMarket({ offers, taken }) },
      quote,
    );
    expect(suggestions.map(({ wish }) => wordsOf(wish))).toEqual([
      { ...WISHED, exclusive: true, from: '2027-05-04' },
    ]);
  });

  it.each([
    ['the whole asset is not for sale', 'ASSET_WITHDRAWN'],
    ['the holder is suspended', 'HOLDER_SUSPENDED'],
    ['the licensee is suspended', 'LICENSEE_SUSPENDED'],
  ])('are not looked for where %s', async (_, code) => {
    const refusal = { isAllowed: false, reasons: [{ code, subject: '0' }] };
    const asked: Wish[] = [];
    const suggestions = await suggestWishes(
      { wish: buildWish(), refusal, market: buildMarket() },
      async (wish) => {
        asked.push(wish);
        return { isAllowed: true, reasons: [] };
      },
    );
    expect(suggestions).toEqual([]);
    expect(asked).toEqual([]);
  });
});
