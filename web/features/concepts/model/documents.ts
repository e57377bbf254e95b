import { COVER, NAMED_ORGANIZATION } from '../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../lib/session/graphql.ts';

export const NAMED_CONCEPT = graphql(`
  fragment NamedConcept on Concept @_unmask {
    id
    vocabulary
    prefLabel {
      en
      zh
    }
  }
`);

export type NamedConcept = ResultOf<typeof NAMED_CONCEPT>;

/** The first concepts at the top of a vocabulary, and how many it has in all. */
export const VOCABULARY_TOP = graphql(
  `
    query VocabularyTop($vocabulary: String!) {
      top: concepts(filter: { vocabulary: $vocabulary, topOnly: true }, first: 20) {
        edges {
          node {
            ...NamedConcept
          }
        }
      }
      all: concepts(filter: { vocabulary: $vocabulary }, first: 1) {
        totalCount
      }
    }
  `,
  [NAMED_CONCEPT],
);

/** A vocabulary, to be read to its end. */
export const CONCEPT_TREE = graphql(
  `
    query ConceptTree($vocabulary: String!, $after: String) {
      concepts(filter: { vocabulary: $vocabulary }, first: 100, after: $after) {
        pageInfo {
          endCursor
          hasNextPage
        }
        edges {
          node {
            ...NamedConcept
            narrowerCount
            broader {
              id
            }
          }
        }
      }
    }
  `,
  [NAMED_CONCEPT],
);

export const FOUND_CONCEPTS = graphql(
  `
    query FoundConcepts($filter: ConceptFilter!, $first: Int!, $after: String) {
      concepts(filter: $filter, first: $first, after: $after) {
        totalCount
        pageInfo {
          endCursor
          hasNextPage
        }
        edges {
          node {
            ...NamedConcept
            path {
              ...NamedConcept
            }
          }
        }
      }
    }
  `,
  [NAMED_CONCEPT],
);

export const CONCEPT_NAME = graphql(
  `
    query ConceptName($vocabulary: String!, $code: String!) {
      concept(vocabulary: $vocabulary, code: $code) {
        ...NamedConcept
      }
    }
  `,
  [NAMED_CONCEPT],
);

const SHOWN_CONCEPT = graphql(
  `
    fragment ShownConcept on Concept @_unmask {
      ...NamedConcept
      code
      altLabels {
        zh
        en
        hant
        pinyin
        other
      }
      scopeNote {
        en
        zh
      }
      sources
      exactMatch {
        scheme
        id
        source
      }
      community {
        ...NamedOrganization
      }
      path {
        ...NamedConcept
      }
      broader {
        ...NamedConcept
      }
      narrower {
        ...NamedConcept
      }
      related {
        ...NamedConcept
      }
    }
  `,
  [NAMED_CONCEPT, NAMED_ORGANIZATION],
);

const SHOWN_ASSETS = graphql(
  `
    fragment ShownAssets on AssetConnection @_unmask {
      totalCount
      edges {
        node {
          id
          title {
            en
            zh
          }
          cover {
            ...CoverFields
          }
        }
      }
    }
  `,
  [COVER],
);

export const CONCEPT_PAGE = graphql(
  `
    query ConceptPage($vocabulary: String!, $code: String!) {
      concept(vocabulary: $vocabulary, code: $code) {
        ...ShownConcept
      }
    }
  `,
  [SHOWN_CONCEPT],
);

/** What the page's HTML carries. */
export const CONCEPT_FIRST = graphql(
  `
    query ConceptFirst($vocabulary: String!, $code: String!) {
      concept(vocabulary: $vocabulary, code: $code) {
        ...ShownConcept
      }
      assets(filter: { concept: { vocabulary: $vocabulary, code: $code } }, first: 8) {
        ...ShownAssets
      }
    }
  `,
  [SHOWN_CONCEPT, SHOWN_ASSETS],
);

/** What has the concept, or one below it, among its terms. */
export const CONCEPT_ASSETS = graphql(
  `
    query ConceptAssets($concept: TermFilter!) {
      assets(filter: { concept: $concept }, first: 8) {
        ...ShownAssets
      }
    }
  `,
  [SHOWN_ASSETS],
);

export type ShownConcept = ResultOf<typeof SHOWN_CONCEPT>;
export type ShownAssets = ResultOf<typeof SHOWN_ASSETS>;
export type FoundConcept = ResultOf<typeof FOUND_CONCEPTS>['concepts']['edges'][number]['node'];
export type TreeConcept = ResultOf<typeof CONCEPT_TREE>['concepts']['edges'][number]['node'];
