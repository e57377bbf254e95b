import { useQuery } from '@tanstack/react-query';
import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import type { ConsentedAsset, ConsentPreview, PreviewedConsent } from '@lanran/sdk/consent/bulk-consent';
import type { ConsentTerms } from '@lanran/sdk/consent/consent-acts';
import { NAMED_ORGANIZATION } from '../../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { request } from '../../../../lib/session/api.ts';
import { LISTS_KEY } from '../../../../lib/lists/use-lists.ts';
import { asCouncil, type Council } from '../../desk/model/council.ts';

const LISTED = graphql(
  `
    query ListToConsent($id: ID!, $from: Int!) {
      list(id: $id) {
        title
        items(first: 100, from: $from) {
          asset {
            id
            community {
              id
            }
            holder {
              ...NamedOrganization
            }
          }
        }
      }
    }
  `,
  [NAMED_ORGANIZATION],
);
type Listed = NonNullable<ResultOf<typeof LISTED>['list']>;
export type ListHolder = Listed['items'][number]['asset']['holder'];

/** The holders of what is of the community in a list. */
export function useListHolders(listId: string, council: Council) {
  return useQuery({
    queryKey: [LISTS_KEY, 'holders', listId, council.community.id],
    queryFn: async ({ signal }): Promise<readonly ListHolder[]> => {
      const holders = new Map<string, ListHolder>();
      for (let from = 0; ; from += 100) {
        const { list } = await request(LISTED, { id: listId, from }, { signal, ...asCouncil(council) });
        const items = list?.items ?? [];
        for (const { asset } of items)
          if (asset.community?.id === council.community.id) holders.set(asset.holder.id, asset.holder);
        if (items.length < 100) return [...holders.values()];
      }
    },
  });
}

/** Asked of the platform; nothing is signed. */
export async function askConsentPreview(
  council: Council,
  listId: string,
  terms: ConsentTerms,
): Promise<ConsentPreview> {
  const [{ pageClient }, { previewConsent }, { parseAddress }] = await Promise.all([
    import('../../../../lib/session/platform.ts'),
    import('@lanran/sdk/consent/bulk-consent'),
    import('@lanran/protocol/kernel/signature'),
  ]);
  const { safe, community } = council;
  const api = pageClient(safe === null ? null : parseAddress(safe.address.toLowerCase()));
  const template = { ...terms, communityId: parseOrganizationId(community.id) };
  return previewConsent({ api }, { kind: 'LIST', listId }, template, { covers: true });
}

/** Before the act, or after it. */
export type ShownConsented = PreviewedConsent & Partial<Pick<ConsentedAsset, 'state' | 'message'>>;

export function consentCounts(rows: readonly ShownConsented[]): Record<PreviewedConsent['outcome'], number> {
  const counts = { NEW: 0, REPLACES: 0, SAME: 0, REFUSED: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
}
