import { describe, expect, it } from 'vitest';
import {
  catalogTermsOf,
  meantFilter,
  namedAsWritten,
  termKeyOf,
} from '@lanran/api/assets/domain/catalog-term';
import { shippedConcepts } from '../../support/concepts.ts';
import type { Term } from '@lanran/api/assets/domain/asset';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { TECHNIQUE } from '@lanran/protocol/assets/vocabulary';

const MUSEUM = organizationIdOf('museum');
const concepts = await shippedConcepts();
const technique = (code: string, en?: string): Term => ({
  vocabulary: 'technique',
  code,
  ...(en !== undefined && { en }),
});

describe('terms in the catalog', () => {
  it('are the vocabulary’s where that is meant, each once, and else the holder’s proposals', () => {
    const written = [technique('batik', 'my batik'), technique('wax-resist'), technique('velvet', 'Velvet')];
    expect(catalogTermsOf(written, { holder: MUSEUM, concepts })).toEqual([
      { ...TECHNIQUE.batik, proposedBy: null },
      { ...technique('velvet', 'Velvet'), proposedBy: MUSEUM },
    ]);
  });

  it('keep the code that was written in a version', () => {
    expect(namedAsWritten(technique('wax-resist', 'x'), concepts)).toEqual({
      ...TECHNIQUE.batik,
      code: 'wax-resist',
    });
    expect(namedAsWritten(technique('velvet'), concepts)).toEqual(technique('velvet'));
  });

  it.each([
    ['velvet@museum', { code: 'velvet', proposedBy: MUSEUM }],
    ['velvet', { code: 'velvet' }],
    ['Wax resist', { code: 'batik' }],
    ['velvet@-x', { code: 'velvet@-x' }],
    [`velvet@${'x'.repeat(65)}`, { code: `velvet@${'x'.repeat(65)}` }],
  ])('are found by %j', (code, key) => {
    expect(termKeyOf({ vocabulary: 'technique', code }, concepts)).toEqual({
      vocabulary: 'technique',
      ...key,
    });
  });

  it('stand for a concept and all below it, by its code or a label; for an unknown one, nothing', () => {
    const meant = (code: string) =>
      meantFilter({ kind: 'FILM', concept: { vocabulary: 'technique', code } }, concepts);
    const below = concepts.narrowerOf('technique/batik').map(({ code }) => technique(code));
    expect(below.length).toBeGreaterThan(0);
    expect(meant('batik')).toEqual({ kind: 'FILM', anyTerm: [technique('batik'), ...below] });
    expect(meant('蠟染')).toEqual(meant('batik'));
    expect(meant('velvet@museum')).toEqual({ kind: 'FILM', anyTerm: [] });
  });
});
