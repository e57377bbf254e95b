import { useQuery } from '@tanstack/react-query';
import { csvOf } from '@lanran/protocol/kernel/csv';
import type { Language } from '@lanran/protocol/kernel/language';
import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { Selection } from '@lanran/sdk/consent/selections';
import type { OfferedAsset, OfferPreview, PreviewedOffer } from '@lanran/sdk/licensing/bulk-offers';
import type { OfferRequest } from '@lanran/sdk/licensing/offers';
import { LISTS_KEY } from '../../../../lib/lists/use-lists.ts';
import { request } from '../../../../lib/session/api.ts';
import { graphql } from '../../../../lib/session/graphql.ts';

const OWN_LISTS = graphql(`
  query ListsToOffer {
    lists {
      id
      title
      isFavorites
      size
    }
  }
`);

/** Lists that the person may choose from. */
export function useOwnLists() {
  return useQuery({
    queryKey: [LISTS_KEY, 'to-offer'],
    queryFn: async ({ signal }) => (await request(OWN_LISTS, {}, { signal })).lists,
  });
}

/** What was chosen; null while nothing is. */
export function selectionOf(
  { listId, text }: { readonly listId: string | null; readonly text: string },
  holder: string,
): Selection | null {
  if (listId !== null) return { kind: 'LIST', listId };
  if (text.trim() === '') return null;
  return { kind: 'SEARCH', filter: { text: text.trim(), holder: parseOrganizationId(holder) } };
}

interface PreviewQuestion {
  readonly selection: Selection;
  readonly request: OfferRequest;
  readonly holder: string;
  readonly token: string;
}

/** Asked of the platform; nothing is signed. */
export async function askPreview({
  selection,
  request: terms,
  holder,
  token,
}: PreviewQuestion): Promise<OfferPreview> {
  const [{ pageClient }, { previewOffers }] = await Promise.all([
    import('../../../../lib/session/platform.ts'),
    import('@lanran/sdk/licensing/bulk-offers'),
  ]);
  return previewOffers(
    { api: pageClient(null) },
    selection,
    { ...terms, holder: parseOrganizationId(holder), token: parseAddress(token.toLowerCase()) },
    { covers: true },
  );
}

/** Before the act, or after it. */
export type ShownOutcome = PreviewedOffer & Partial<Pick<OfferedAsset, 'state' | 'message'>>;

export function isDue({ outcome }: Pick<PreviewedOffer, 'outcome'>): boolean {
  return outcome === 'NEW' || outcome === 'REPLACES';
}

export function countsOf(rows: readonly ShownOutcome[]): Record<PreviewedOffer['outcome'], number> {
  const counts = { NEW: 0, REPLACES: 0, SAME: 0, REFUSED: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
}

/** Of a refusal, in the reader’s language. */
export function reasonOf({ reasons, message = null }: ShownOutcome, language: Language): string {
  return reasons.length === 0 ? (message ?? '') : reasons.map((reason) => reason[language]).join(' ');
}

export function csvOfOffers(
  rows: readonly ShownOutcome[],
  heads: readonly string[],
  words: (row: ShownOutcome) => readonly string[],
): string {
  return csvOf([heads, ...rows.map(words)]);
}
