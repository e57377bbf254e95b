import type { Day } from '@lanran/protocol/kernel/day';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';

/** Whether organizations take requests now. */
export interface Doors {
  /** The last day on which it takes none; null: it takes them. */
  closedUntil(organizationId: OrganizationId): Promise<Day | null>;
}
