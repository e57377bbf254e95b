import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Earning } from '../domain/earning.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';

/** Credits and claims projected from the log. */
export interface EarningStore {
  /** The same again (by leaf and organization) is the same as once. */
  put(earnings: readonly Earning[]): Promise<void>;
  /** Newest first. */
  list(organizationId: OrganizationId, page: PageRequest): Promise<Page<Earning>>;
}
