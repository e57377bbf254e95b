import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type CatalogState,
  type Condition,
  filterOf,
  isChosen,
  readCatalogState,
  withCondition,
  withoutCondition,
  writeCatalogState,
} from '../../../web/features/catalog/model/catalog-state.ts';

const EMPTY: CatalogState = { conditions: [], sort: 'NEWEST' };

function stateOf(search: string): CatalogState {
  return readCatalogState(new URLSearchParams(search));
}

it('reads every condition and the order from the address', () => {
  const state = stateOf(
    'text=drum&kind=pattern&access=OPEN&offer=1&motif=fish&motif=bird&place=leishan&sort=title',
  );

  expect(filterOf(state)).toEqual({
    text: 'drum',
    kind: 'PATTERN',
    access: 'OPEN',
    onOffer: true,
    terms: [
      { vocabulary: 'motif', code: 'fish' },
      { vocabulary: 'motif', code: 'bird' },
      { vocabulary: 'place', code: 'leishan' },
    ],
  });
  expect(state.sort).toBe('TITLE');
});

it('leaves out what it does not understand, so that an old link still shows something', () => {
  expect(stateOf('kind=STATUE&access=&offer=maybe&color=blue&sort=price&lang=zh')).toEqual(EMPTY);
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

it('gives back from the address whatever was written to it', () => {
  const condition = fc.oneof(
    fc.constantFrom<Condition>({ name: 'kind', value: 'COSTUME' }, { name: 'offer', value: '1' }),
    fc.record({
      name: fc.constantFrom('text', 'community', 'holder', 'technique', 'ich'),
      value: fc.string({ minLength: 1 }).map((text) => `x${text}x`),
    }),
  );
  const sort = fc.constantFrom('NEWEST', 'OLDEST', 'TITLE');
  fc.assert(
    fc.property(fc.array(condition as fc.Arbitrary<Condition>), sort, (conditions, order) => {
      const state = { ...conditions.reduce(withCondition, EMPTY), sort: order };

      expect(readCatalogState(new URLSearchParams(writeCatalogState(state).toString()))).toEqual(state);
    }),
  );
});
