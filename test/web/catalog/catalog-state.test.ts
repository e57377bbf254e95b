import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type CatalogState,
  type Condition,
  filterOf,
  isChosen,
  readCatalogState,
  type Sort,
  sortOf,
  sortsOf,
  withCondition,
  withoutCondition,
  withSort,
  withText,
  writeCatalogState,
} from '../../../web/features/catalog/model/catalog-state.ts';
import { conditionsOf } from '../../../web/features/catalog/model/filter-conditions.ts';

const NOTHING_KEPT = {
  text: null,
  kind: null,
  access: null,
  community: null,
  holder: null,
  onOffer: null,
  price: null,
  publishedOn: null,
  peoples: null,
  colors: null,
  licensable: null,
  terms: null,
  concept: null,
};
const EMPTY: CatalogState = { conditions: [], sort: null };

function stateOf(search: string): CatalogState {
  return readCatalogState(new URLSearchParams(search));
}

it('reads every condition and the order from the address', () => {
  const state = stateOf(
    'text=drum&kind=pattern&access=OPEN&offer=1&published=2026-05-02&people=miao&motif=fish&motif=bird&place=leishan&sort=title',
  );

  expect(filterOf(state)).toEqual({
    text: 'drum',
    kind: 'PATTERN',
    access: 'OPEN',
    peoples: ['miao'],
    onOffer: true,
    publishedOn: '2026-05-02',
    terms: [
      { vocabulary: 'motif', code: 'fish' },
      { vocabulary: 'motif', code: 'bird' },
      { vocabulary: 'place', code: 'leishan' },
    ],
  });
  expect(state.sort).toBe('TITLE');
});

it('leaves out what it does not understand, so that an old link still shows something', () => {
  expect(
    stateOf('kind=STATUE&access=&offer=maybe&color=beige&published=2026-02-30&sort=price&lang=zh'),
  ).toEqual(EMPTY);
});

it('names a condition once however often the address does', () => {
  expect(stateOf('motif=fish&motif=fish').conditions).toHaveLength(1);
});

it('keeps one kind, but several motifs at once', () => {
  const kind = (value: 'PATTERN' | 'FILM'): Condition => ({ name: 'kind', value });
  const motif = (value: string): Condition => ({ name: 'motif', value });

  const state = [kind('PATTERN'), motif('fish'), kind('FILM'), motif('bird')].reduce(withCondition, EMPTY);

  expect(state.conditions).toEqual([motif('fish'), kind('FILM'), motif('bird')]);
  expect(isChosen(state, kind('PATTERN'))).toBe(false);
});

it('takes back one condition and keeps the others and the order', () => {
  const state = stateOf('kind=FILM&motif=fish&sort=OLDEST');

  expect(writeCatalogState(withoutCondition(state, { name: 'motif', value: 'fish' })).toString()).toBe(
    'kind=FILM&sort=OLDEST',
  );
});

it('orders by relevance where there is a text, and says so in the address only of another order', () => {
  expect(sortOf(stateOf('text=fish'))).toBe('RELEVANCE');
  expect(sortOf(stateOf('kind=FILM'))).toBe('NEWEST');
  expect(sortsOf(stateOf('kind=FILM'))).not.toContain('RELEVANCE');
  expect(stateOf('sort=relevance').sort).toBeNull();
  expect(writeCatalogState(stateOf('text=fish&sort=relevance')).toString()).toBe('text=fish');

  const newest = withSort(stateOf('text=fish'), 'NEWEST');

  expect(writeCatalogState(newest).toString()).toBe('text=fish&sort=NEWEST');
  expect(writeCatalogState(withText(newest, '')).toString()).toBe('');
  expect(sortOf(withText(newest, 'bird'))).toBe('NEWEST');
});

it('gives back from the address whatever was written to it', () => {
  const condition = fc.oneof(
    fc.constantFrom<Condition>({ name: 'kind', value: 'COSTUME' }, { name: 'offer', value: '1' }),
    fc.record({
      name: fc.constantFrom('text', 'community', 'holder', 'people', 'technique', 'ich'),
      value: fc.string({ minLength: 1 }).map((text) => `x${text}x`),
    }),
    fc.record({
      name: fc.constant('concept'),
      value: fc.string({ minLength: 1 }).map((code) => `ich/x${code}x`),
    }),
  );
  const sort = fc.constantFrom<Sort | null>('RELEVANCE', 'NEWEST', 'OLDEST', 'TITLE', null);
  fc.assert(
    fc.property(fc.array(condition as fc.Arbitrary<Condition>), sort, (conditions, order) => {
      const state = withSort(conditions.reduce(withCondition, EMPTY), order);

      expect(readCatalogState(new URLSearchParams(writeCatalogState(state).toString()))).toEqual(state);
    }),
  );
});

const USE = 'media=STREAMING%2CGAME&territories=CN%2CJP&from=2027-01-01&to=2027-12-31';

it('takes a whole use as one condition, and leaves one that lacks something out', () => {
  const state = stateOf(`kind=FILM&${USE}`);

  expect(filterOf(state)).toEqual({
    kind: 'FILM',
    licensable: {
      media: ['STREAMING', 'GAME'],
      territories: ['CN', 'JP'],
      from: '2027-01-01',
      to: '2027-12-31',
    },
  });
  expect(state.conditions).toHaveLength(2);
  expect(writeCatalogState(state).toString()).toBe(`kind=FILM&${USE}`);
  expect(stateOf('media=STREAMING&territories=CN&from=2027-01-01').conditions).toEqual([]);
  expect(stateOf('media=STREAMING&territories=CN&from=2027-02-01&to=2027-01-01').conditions).toEqual([]);
});

it('keeps one concept with its vocabulary, and leaves out what is none', () => {
  const state = stateOf('concept=technique/batik&technique=batik');

  expect(filterOf(state)).toEqual({
    concept: { vocabulary: 'technique', code: 'batik' },
    terms: [{ vocabulary: 'technique', code: 'batik' }],
  });
  expect(withCondition(state, { name: 'concept', value: 'motif/bird' }).conditions).toEqual([
    { name: 'technique', value: 'batik' },
    { name: 'concept', value: 'motif/bird' },
  ]);
  expect(conditionsOf({ ...NOTHING_KEPT, concept: { vocabulary: 'motif', code: 'bird' } })).toEqual([
    { name: 'concept', value: 'motif/bird' },
  ]);
  expect(stateOf('concept=batik&concept=gem/ruby&concept=technique/')).toEqual(EMPTY);
});

it('keeps several colors, each of which the picture shows', () => {
  const state = stateOf('color=blue&color=RED&color=beige');

  expect(filterOf(state)).toEqual({ colors: ['BLUE', 'RED'] });
  expect(conditionsOf({ ...NOTHING_KEPT, colors: ['BLUE', 'RED'] })).toEqual(state.conditions);
});

it('keeps the day of publication', () => {
  const state = stateOf('holder=0x1&published=2026-05-02');

  expect(writeCatalogState(state).toString()).toBe('holder=0x1&published=2026-05-02');
  expect(conditionsOf({ ...NOTHING_KEPT, holder: '0x1', publishedOn: '2026-05-02' })).toEqual(
    state.conditions,
  );
});

it('puts another use in the place of the one before', () => {
  const state = stateOf(USE);
  const other = stateOf('media=GAME&territories=WORLD&from=2027-01-01&to=2027-12-31').conditions;

  expect(other.reduce(withCondition, state).conditions).toEqual(other);
});

it('opens a saved search for a use as it was saved', () => {
  const state = stateOf(USE);
  const { licensable } = filterOf(state);

  expect(conditionsOf({ ...NOTHING_KEPT, licensable: licensable ?? null })).toEqual(state.conditions);
});

it('keeps a range of prices in one currency, in its smallest unit, and orders by price with one alone', () => {
  const token = `0x${'ab'.repeat(20)}`;
  const state = stateOf(`price=${token},100000,500000&sort=price_asc`);
  expect(filterOf(state)).toEqual({ price: { token, min: '100000', max: '500000' } });
  expect(sortOf(state)).toBe('PRICE_ASC');
  expect(filterOf(stateOf(`price=${token}`))).toEqual({ price: { token } });
  expect(filterOf(stateOf(`price=${token},,9`))).toEqual({ price: { token, max: '9' } });
  for (const wrong of ['CNY', `${token},1.5,`, `${token},-1,`, `${token},01,`, '0x12', `${token},1,2,3`])
    expect(stateOf(`price=${wrong}`).conditions).toEqual([]);
  // Without a currency, prices do not compare.
  expect(stateOf('sort=price_asc').sort).toBeNull();
  const [condition] = state.conditions;
  if (condition === undefined) throw new Error('no condition');
  expect(withoutCondition(state, condition)).toEqual(EMPTY);
  const kept = { ...NOTHING_KEPT, price: { token, min: '100000', max: null } };
  expect(conditionsOf(kept)).toEqual([{ name: 'price', value: `${token},100000,` }]);
});
