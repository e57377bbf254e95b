import { print } from '@0no-co/graphql.web';
import type { TadaDocumentNode } from 'gql.tada';
import { ASSET_PAGE } from '../features/asset/asset/model/documents.ts';
import { CATALOG_ASSETS, firstCatalogVariables } from '../features/catalog/model/documents.ts';
import { CONCEPT_FIRST } from '../features/concepts/model/documents.ts';
import { FRONT_PAGE } from '../features/front/model/front-page.ts';
import { operationOf } from '../lib/session/operation.ts';

/**
 * Pages whose HTML carries the answer to their main query. scripts/build-web.mjs writes them down for the server, with the files
 * of each source. What stands in the address is added there.
 */
export const FIRST_PAGES = {
  front: { source: 'features/front/pages/front-page.tsx', ...asking(FRONT_PAGE, {}) },
  catalog: {
    source: 'features/catalog/pages/catalog-page.tsx',
    ...asking(CATALOG_ASSETS, firstCatalogVariables({ filter: {}, sort: 'NEWEST' })),
  },
  asset: { source: 'features/asset/asset/pages/asset-page.tsx', ...asking(ASSET_PAGE, {}) },
  concept: { source: 'features/concepts/pages/concept-page.tsx', ...asking(CONCEPT_FIRST, {}) },
};

function asking<Result, Variables>(document: TadaDocumentNode<Result, Variables>, variables: object) {
  return { operation: operationOf(document), query: print(document), variables };
}
