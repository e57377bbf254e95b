import type { LicenseId } from '@lanran/protocol/kernel/ids';
import type { DeliveryToken } from '../domain/delivery-token.ts';

export interface DeliveryTokenStore {
  insert(token: DeliveryToken): Promise<void>;
  find(id: string): Promise<DeliveryToken | null>;
  /** The newest, newest first. */
  listByLicense(licenseId: LicenseId, most: number): Promise<DeliveryToken[]>;
  /** Once; later times change nothing. */
  revoke(id: string, now: Date): Promise<void>;
  /** Notes a use, unless one is noted since `notedSince`. */
  noteUse(id: string, now: Date, notedSince: Date): Promise<void>;
}
