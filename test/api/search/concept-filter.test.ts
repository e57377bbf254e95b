import { afterEach, describe, expect, it } from 'vitest';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import type { Asset, Term } from '@lanran/api/assets/domain/asset';
import { buildConcept, conceptsOf } from '../concepts/build-concept.ts';
import { ask, type Question } from './access-answers.ts';
import { assetOf, memberOf, SearchedCatalog } from './access-scene.ts';

const GUEST = { kind: 'anonymous' } as const;
const MUSEUM = organizationIdOf('museum');
const DYEING = { vocabulary: 'technique', code: 'dyeing' } as const;
/** Dyeing, wax below it, dots below wax; weaving beside them. */
const CONCEPTS = conceptsOf(
  buildConcept('dyeing'),
  buildConcept('wax', { broader: ['technique/dyeing'] }),
  buildConcept('dots', { broader: ['technique/wax'] }),
  buildConcept('weaving'),
);

function bearing(number: number, terms: readonly Term[], metadata: Partial<Asset['metadata']> = {}): Asset {
  const asset = assetOf(number, { holder: MUSEUM }, 'OPEN');
  return { ...asset, metadata: { ...asset.metadata, description: {}, terms, ...metadata } };
}
const technique = (code: string): Term => ({ vocabulary: 'technique', code });

let searched: SearchedCatalog;
afterEach(() => searched.close());

async function found(question: Question, actor: Parameters<typeof ask>[1] = GUEST) {
  const answer = await ask(searched, actor, { sort: 'OLDEST', ...question });
  expect(answer.totalCount).toBe(answer.items.length);
  return answer.items.map(({ id }) => Number(BigInt(id)) - 1);
}

describe('the filter by a concept', () => {
  it('finds what has it or a narrower one among its terms, and no mere mention', async () => {
    searched = new SearchedCatalog(
      [
        bearing(0, [technique('dyeing')]),
        bearing(1, [technique('The wax')]),
        bearing(2, [{ ...technique('my-dots'), en: 'The dots' }]),
        bearing(3, [technique('weaving')], {
          title: { en: 'The dyeing' },
          description: { en: 'Woven after The dyeing.' },
        }),
        bearing(4, [{ vocabulary: 'motif', code: 'dyeing' }]),
      ],
      { concepts: CONCEPTS },
    );
    expect(await found({ filter: { text: 'The dyeing' } })).toContain(3);
    expect(await found({ filter: { concept: DYEING } })).toEqual([0, 1, 2]);
    expect(await found({ filter: { concept: technique('wax') } })).toEqual([1, 2]);
    expect(await found({ filter: { concept: technique('The dots') } })).toEqual([2]);
  });

  it('holds together with a text and other conditions', async () => {
    searched = new SearchedCatalog(
      [
        bearing(0, [technique('dyeing')], { title: { en: 'Collar' } }),
        bearing(1, [technique('dots'), technique('weaving')], { title: { en: 'Collar' }, kind: 'FILM' }),
        bearing(2, [technique('dots')], { title: { en: 'Apron' }, kind: 'FILM' }),
        bearing(3, [technique('weaving')], { title: { en: 'Collar' }, kind: 'FILM' }),
      ],
      { concepts: CONCEPTS },
    );
    expect(await found({ filter: { concept: DYEING, text: 'collar' } })).toEqual([0, 1]);
    expect(await found({ filter: { concept: DYEING, kind: 'FILM' } })).toEqual([1, 2]);
    expect(await found({ filter: { concept: DYEING, terms: [technique('weaving')] } })).toEqual([1]);
  });

  it('counts nothing that the reader may not see, in no facet either', async () => {
    searched = new SearchedCatalog(
      [
        bearing(0, [technique('dyeing')]),
        bearing(1, [technique('dots')], { access: 'RESTRICTED' }),
        bearing(2, [technique('weaving')]),
      ],
      { concepts: CONCEPTS },
    );
    const question = { filter: { concept: DYEING }, hasFacets: true };
    expect(await found(question)).toEqual([0]);
    expect(await found(question, memberOf('archive'))).toEqual([0]);
    expect(await found(question, memberOf('museum'))).toEqual([0, 1]);
    const terms = async (actor: Parameters<typeof ask>[1]) =>
      (await ask(searched, actor, question)).facets?.terms.map(({ value, count }) => [value.code, count]);
    expect(await terms(GUEST)).toEqual([['dyeing', 1]]);
    expect(await terms(memberOf('museum'))).toEqual([
      ['dots', 1],
      ['dyeing', 1],
    ]);
  });

  it('finds nothing by a concept that is not there, also where a holder proposes a term of that code', async () => {
    searched = new SearchedCatalog([bearing(0, [technique('velvet')])], { concepts: CONCEPTS });
    expect(await found({ filter: { term: technique('velvet') } })).toEqual([0]);
    expect(await found({ filter: { concept: technique('velvet') } })).toEqual([]);
  });

  it('ends where concepts are above each other in a circle', async () => {
    const circle = conceptsOf(
      buildConcept('wax', { broader: ['technique/dots'] }),
      buildConcept('dots', { broader: ['technique/wax'] }),
    );
    searched = new SearchedCatalog([bearing(0, [technique('wax')]), bearing(1, [technique('dots')])], {
      concepts: circle,
    });
    for (const code of ['wax', 'dots'])
      expect(await found({ filter: { concept: technique(code) } })).toEqual([0, 1]);
  });
});
