import { writeWish } from '../../../lib/territories/wish.ts';
import { welcomeDraft } from './call-draft.ts';
import type { ShownCall } from './documents.ts';

/** As many assets as one request takes. */
export const MOST_PROPOSED = 50;

/** Where a use of these assets is asked for, in answer to the call, the welcome use filled in. */
export function proposeAddress(
  { id, welcome }: Pick<ShownCall, 'id' | 'welcome'>,
  assetIds: readonly string[],
): string {
  const assets = assetIds.slice(0, MOST_PROPOSED).join(',');
  const address = new URLSearchParams({ call: id, assets });
  const filled = welcome === null ? address : writeWish(address, welcomeDraft(welcome));
  return `/requests/new?${filled.toString()}`;
}
