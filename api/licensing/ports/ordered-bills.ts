import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { LicenseId } from '@lanran/protocol/kernel/ids';

/** Orders of many licenses, which are placed before the chain has their lines. */
export interface OrderedBills {
  /** The chain has this line now. @returns the newest order that waits for it; null: it was ordered alone */
  noteOrdered(orderId: LicenseId): Promise<Hex | null>;
}
