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
              pixels {
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
        isInspected
        digests {
          md5
          c4
          perceptual
        }
        references {
          uri
          state
          file {
            id
            path
          }
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

/** Files that scenes of the asset name and that are not in it. */
export const UNRESOLVED_REFERENCES = graphql(`
  query UnresolvedReferences($id: ID!) {
    asset(id: $id) {
      id
      unresolvedReferences {
        uri
        state
        from {
          id
          path
        }
      }
    }
  }
`);

type OfAsset = NonNullable<ResultOf<typeof UNRESOLVED_REFERENCES>['asset']>;
export type UnresolvedReference = OfAsset['unresolvedReferences'][number];
export type FileReference = InspectedFile['references'][number];

/** Endings of files that name others: USD, glTF, MaterialX, Maya ASCII. */
export function mayNameFiles(path: string): boolean {
  return /\.(usd[acz]?|gltf|glb|mtlx|ma)$/i.test(path);
}
