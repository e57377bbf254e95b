import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { AdmissionRequest } from '../domain/admission-request.ts';

/** Who asked for admission, with what only they and the accreditor see. One record a key and organization. */
export interface AdmissionRequestStore {
  find(organizationId: OrganizationId, requestedBy: Hex): Promise<AdmissionRequest | null>;
  /** In place of an earlier one. */
  put(request: AdmissionRequest): Promise<void>;
  /** The key's, newest first. */
  listByKey(requestedBy: Hex, most: number): Promise<AdmissionRequest[]>;
  /** Made at this time or later, the earliest first. */
  listAsked(since: Date, most: number): Promise<AdmissionRequest[]>;
  /** Made by the key since a time, for the limit. */
  countSince(requestedBy: Hex, since: Date): Promise<number>;
}
