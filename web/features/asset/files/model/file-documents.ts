import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

export const FILE_ITEMS = graphql(`
  query AssetFileItems($id: ID!, $first: Int!, $after: String) {
    asset(id: $id) {
      id
      fileItems(first: $first, after: $after) {
        pageInfo {
          endCursor
          hasNextPage
        }
        edges {
          cursor
          node {
            file {
              id
              path
              bytes
              sha256
              cid
              mediaType
              format
              misleadingExtension
              image {
                width
                height
              }
            }
            sequence {
              name
              step
              padding
              frameCount
              bytes
              missingCount
              emptyCount
              missing {
                first
                last
              }
              unlike
              undecodable
            }
          }
        }
      }
    }
  }
`);

type Items = NonNullable<ResultOf<typeof FILE_ITEMS>['asset']>['fileItems'];
export type ListedItem = Items['edges'][number]['node'];
export type ListedFile = ListedItem['file'];

/** Frames of the item after a cursor. */
export const SEQUENCE_FRAMES = graphql(`
  query SequenceFrames($id: ID!, $item: String, $first: Int!, $after: String) {
    asset(id: $id) {
      id
      fileItems(first: 1, after: $item) {
        edges {
          node {
            sequence {
              frames(first: $first, after: $after) {
                pageInfo {
                  endCursor
                  hasNextPage
                }
                edges {
                  node {
                    number
                    file {
                      id
                      path
                      bytes
                      sha256
                      cid
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
`);

export const FILE_TECHNICAL = graphql(`
  query FileTechnical($id: ID!, $fileId: ID!) {
    asset(id: $id) {
      id
      file(id: $fileId) {
        id
        path
        bytes
        sha256
        cid
        mediaType
        format
        digests {
          md5
          c4
          perceptual
        }
        technical {
          sections {
            kind
            facts {
              name
              unit
              values
            }
          }
          notices {
            code
            detail
          }
        }
      }
    }
  }
`);

export type InspectedFile = NonNullable<NonNullable<ResultOf<typeof FILE_TECHNICAL>['asset']>['file']>;
export type TechnicalSection = NonNullable<InspectedFile['technical']>['sections'][number];
export type TechnicalFact = TechnicalSection['facts'][number];
