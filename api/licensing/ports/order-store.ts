import type { LicenseId } from '@lanran/protocol/kernel/ids';
import type { Order, OrderFilter } from '../domain/order.ts';
import type { IdRange } from '../../platform/kernel/id-range.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';

/** Orders projected from the log; each write is guarded by `projectedIndex`. */
export interface OrderStore {
  find(id: LicenseId): Promise<Order | null>;
  findMany(ids: readonly LicenseId[]): Promise<Order[]>;
  /** From one id to another, both included, in their order. */
  listIds(range: IdRange, most: number): Promise<LicenseId[]>;
  /** Newest first. */
  list(filter: OrderFilter, page: PageRequest): Promise<Page<Order>>;
  project(order: Order): Promise<void>;
}
