import { describe, expect, it } from 'vitest';
import { formatDay, parseDay } from '@lanran/protocol/day';
import { formatMedia, parseMedia } from '@lanran/protocol/media';
import { formatTerritories, parseTerritories } from '@lanran/protocol/territories';
import { contains, overlaps, type Window, type Wish } from '@lanran/protocol/window';
import { type Answer, suggestWishes } from '../../../web/features/studio/suggest-quoted.ts';
import { type Market, nearbyWishes } from '../../../web/features/studio/suggestions.ts';

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
  return { offers: [buildWish(OFFERED)], consent: null, today: parseDay('2026-06-01'), sold: [], ...market };
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
    const sold = buildWish({ territories: 'FR', from: '2026-01-01', to: '2027-05-03', exclusive: true });
    const near = nearbyWishes(buildWish(), buildMarket({ sold: [sold] })).map(wordsOf);
    expect(near).toEqual([
      { ...WISHED, from: '2027-05-04' },
      { ...WISHED, territories: 'CN' },
    ]);
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
  const OFFER = buildWish(OFFERED);

  /** A market in which these were sold exclusively; quotes name the first license in the way, by its place. */
  function quoteFrom(sold: readonly Window[]) {
    return async (wish: Wish): Promise<Answer> => {
      const inTheWay = sold.findIndex((window) => overlaps(window, wish));
      const reasons = [
        ...(contains(OFFER, wish) ? [] : [{ code: 'OFFER_DAYS', subject: '0' }]),
        ...(inTheWay === -1 ? [] : [{ code: 'EXCLUSIVE_OVERLAP', subject: String(inTheWay) }]),
      ];
      return { isAllowed: reasons.length === 0, reasons };
    };
  }

  it('are allowed each, though a quote names one license in the way at a time', async () => {
    const sold = [
      buildWish({ territories: 'FR', to: '2027-05-03' }),
      buildWish({ territories: 'CN', from: '2027-02-01', to: '2027-08-31' }),
    ];
    const quote = quoteFrom(sold);
    const wish = buildWish();
    const suggestions = await suggestWishes(
      { wish, refusal: await quote(wish), market: buildMarket() },
      { quote, findSold: async (license) => sold[Number(license)] ?? null },
    );
    expect(suggestions.length).toBeGreaterThan(0);
    for (const { wish: suggested } of suggestions) {
      expect(sold.some((window) => overlaps(window, suggested))).toBe(false);
      expect(contains(OFFER, suggested)).toBe(true);
    }
  });

  it('are not looked for where the whole asset is not for sale', async () => {
    const refusal = { isAllowed: false, reasons: [{ code: 'ASSET_WITHDRAWN', subject: '0' }] };
    const asked: Wish[] = [];
    const suggestions = await suggestWishes(
      { wish: buildWish(), refusal, market: buildMarket() },
      {
        quote: async (wish) => {
          asked.push(wish);
          return { isAllowed: true, reasons: [] };
        },
        findSold: async () => null,
      },
    );
    expect(suggestions).toEqual([]);
    expect(asked).toEqual([]);
  });
});
