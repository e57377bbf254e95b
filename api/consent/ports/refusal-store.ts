import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { ConsentRefusal } from '../domain/consent-refusal.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';

/** What councils said no to: one refusal an asset. No read model; losing one loses words, which the council can state again. */
export interface RefusalStore {
  findMany(assetIds: readonly AssetId[]): Promise<ConsentRefusal[]>;
  /** As community or holder, newest first. */
  list(organizationId: OrganizationId, page: PageRequest): Promise<Page<ConsentRefusal>>;
  /** In place of an earlier one of the same asset. */
  keep(refusal: ConsentRefusal): Promise<void>;
  remove(assetId: AssetId): Promise<void>;
  /** Ends those of a community that were stated before the leaf was there. */
  endBefore(leafIndex: number, community: OrganizationId, assetIds: readonly AssetId[]): Promise<void>;
}
