import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Terms } from '@lanran/protocol/licensing/terms';

/** ORDERED: waits for its confirmations. CANCELED: its licensee took it back. LICENSED: its license was issued. */
export const ORDER_STATES = ['ORDERED', 'CANCELED', 'LICENSED'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** A license that is paid outside the chain; it reserves nothing. */
export interface Order {
  /** Hash of its terms, which its license will have as its id. */
  readonly id: LicenseId;
  readonly terms: Terms;
  /** Who offered, writes the invoice and says that it is paid. */
  readonly holder: OrganizationId;
  /** Whose council says that its share arrived; null for an asset without one. */
  readonly community: OrganizationId | null;
  readonly isPaid: boolean;
  readonly isShared: boolean;
  /** When the chain had these confirmations; null while they wait, and where an earlier release did not note it. */
  readonly paidAt: Date | null;
  readonly sharedAt: Date | null;
  readonly state: OrderState;
  /** When its licensee took it back; null while it stands, and where an earlier release did not note it. */
  readonly canceledAt: Date | null;
  /** The order of many licenses that it is a line of; null: it was ordered alone. */
  readonly bill: Hex | null;
  readonly orderedAt: Date;
  /** The leaf of the order: the order of lists. */
  readonly orderedIndex: number;
  readonly projectedIndex: number;
}

/** Conditions that all must hold. */
export interface OrderFilter {
  readonly licensee?: OrganizationId;
  readonly holder?: OrganizationId;
  readonly community?: OrganizationId;
  /** Those alone that are no line of an order of many licenses. */
  readonly isAlone?: true;
}
