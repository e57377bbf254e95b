import { describe, expect, it } from 'vitest';
import { matching } from '@lanran/api/search/adapters/opensearch/conditions';

const TODAY = 20_000;

describe('what OpenSearch is asked for', () => {
  it('is one list of terms of which an asset has any, however many there are', () => {
    const codes = Array.from({ length: 3_000 }, (_, at) => `w-${at}`);
    const anyTerm = codes.map((code) => ({ vocabulary: 'technique', code }) as const);
    expect(matching({ kind: 'FILM', anyTerm }, TODAY)).toEqual([
      { term: { kind: 'FILM' } },
      { terms: { termCodes: codes.map((code) => `technique/${code}`) } },
    ]);
  });

  it('is a list that no asset has a term of, where no concept is meant', () => {
    expect(matching({ anyTerm: [] }, TODAY)).toEqual([{ terms: { termCodes: [] } }]);
  });
});
