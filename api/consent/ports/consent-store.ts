import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { Consent } from '../domain/consent.ts';

/* Read models of what the chain decided, projected from the log; each write is guarded by `projectedIndex`. */
export interface ConsentStore {
  find(assetId: AssetId): Promise<Consent | null>;
  findMany(assetIds: readonly AssetId[]): Promise<Consent[]>;
  project(consent: Consent): Promise<void>;
}
