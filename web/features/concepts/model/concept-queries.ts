import { queryOptions, useQuery } from '@tanstack/react-query';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import type { Vocabulary } from '../../../lib/concepts/concept-address.ts';
import { request } from '../../../lib/session/api.ts';
import { readAll } from '../../../lib/session/connections.ts';
import { usePages } from '../../../lib/session/use-pages.ts';
import {
  CONCEPT_ASSETS,
  CONCEPT_NAME,
  CONCEPT_PAGE,
  CONCEPT_TREE,
  FOUND_CONCEPTS,
  type ShownAssets,
  type ShownConcept,
  VOCABULARY_TOP,
} from './documents.ts';
import { ACCEPTED_CONCEPT, COMMUNITIES } from './proposal-documents.ts';

/** Concepts change a few times a week. */
const FRESH_MS = 60_000;
const ROWS = 40;

export function topOf(vocabulary: Vocabulary) {
  return queryOptions({
    queryKey: ['concepts-top', vocabulary],
    queryFn: ({ signal }) => request(VOCABULARY_TOP, { vocabulary }, { signal }),
    staleTime: FRESH_MS,
  });
}

/** All of a vocabulary. */
export function treeOf(vocabulary: Vocabulary) {
  return queryOptions({
    queryKey: ['concepts-tree', vocabulary],
    queryFn: ({ signal }) =>
      readAll(async (after) => (await request(CONCEPT_TREE, { vocabulary, after }, { signal })).concepts),
    staleTime: FRESH_MS,
  });
}

export function useFoundConcepts({
  vocabulary,
  text,
}: {
  readonly vocabulary: Vocabulary | null;
  readonly text: string;
}) {
  return usePages({
    queryKey: ['concepts-found', vocabulary, text],
    readPage: async (after, signal) => {
      const filter = { text, ...(vocabulary !== null && { vocabulary }) };
      return (await request(FOUND_CONCEPTS, { filter, first: ROWS, after }, { signal })).concepts;
    },
    staleTime: FRESH_MS,
  });
}

/** Null when there is none. @param first what the page carries of it */
export function useConcept(vocabulary: string, code: string, first?: ShownConcept | null) {
  return useQuery({
    queryKey: ['concept', vocabulary, code],
    initialData: first,
    queryFn: ({ signal }) =>
      unlessMissing(async () => (await request(CONCEPT_PAGE, { vocabulary, code }, { signal })).concept),
    staleTime: FRESH_MS,
  });
}

/** What a concept is called; null while it is not there, as a part of a proposal may be. */
export function conceptNamed(id: string) {
  const [vocabulary = '', code = ''] = id.split('/');
  return queryOptions({
    queryKey: ['concept-name', id],
    queryFn: ({ signal }) =>
      unlessMissing(async () => (await request(CONCEPT_NAME, { vocabulary, code }, { signal })).concept),
    staleTime: FRESH_MS,
  });
}

const CHOICES = 20;

/** What may be meant by what was typed so far. */
export function conceptsToChoose({
  vocabulary,
  text,
}: {
  readonly vocabulary: Vocabulary | null;
  readonly text: string;
}) {
  return queryOptions({
    queryKey: ['concepts-to-choose', vocabulary, text],
    queryFn: async ({ signal }) => {
      const filter = { text, ...(vocabulary !== null && { vocabulary }) };
      const { concepts } = await request(FOUND_CONCEPTS, { filter, first: CHOICES, after: null }, { signal });
      return concepts.edges.map(({ node }) => node);
    },
    staleTime: FRESH_MS,
  });
}

/** What a change of a concept begins with; null when there is none. */
export function acceptedConcept(vocabulary: string, code: string) {
  return queryOptions({
    queryKey: ['concept-accepted', vocabulary, code],
    queryFn: ({ signal }) =>
      unlessMissing(
        async () =>
          (await request(ACCEPTED_CONCEPT, { vocabulary, code }, { signal })).concept?.accepted ?? null,
      ),
  });
}

/** Whose own a concept can be. */
export function admittedCommunities() {
  return queryOptions({
    queryKey: ['concept-communities'],
    queryFn: async ({ signal }) => {
      const all = await readAll(
        async (after) => (await request(COMMUNITIES, { after }, { signal })).organizations,
      );
      return all.filter(({ isAdmitted }) => isAdmitted);
    },
    staleTime: FRESH_MS,
  });
}

/** @param first what the page carries of them */
export function useConceptAssets(vocabulary: string, code: string, first?: ShownAssets) {
  return useQuery({
    queryKey: ['concept-assets', vocabulary, code],
    queryFn: async ({ signal }) =>
      (await request(CONCEPT_ASSETS, { concept: { vocabulary, code } }, { signal })).assets,
    initialData: first,
    select: ({ totalCount, edges }) => ({ totalCount, assets: edges.map(({ node }) => node) }),
  });
}

async function unlessMissing<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof RefusedError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}
