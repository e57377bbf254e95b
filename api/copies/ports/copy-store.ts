import type { Day } from '@lanran/protocol/kernel/day';
import type { AssetId, LicenseId } from '@lanran/protocol/kernel/ids';
import type { Copy, CopyPlan, CopyState, MadeCopy, PlannedCopy } from '../domain/copy.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';

/** Licenses whose files get copies, and what became of each file. */
export interface CopyStore {
  /** Has the licenses looked at today, whatever is known of them. */
  note(licenses: readonly LicenseId[], today: Day): Promise<void>;
  /** Some of those that are to be looked at by this day. */
  listDue(today: Day, most: number): Promise<CopyPlan[]>;
  putPlan(plan: CopyPlan): Promise<void>;
  removePlan(licenseId: LicenseId): Promise<void>;
  /** Those that are there already stay as they are. */
  plan(copies: readonly PlannedCopy[], now: Date): Promise<void>;
  /** The one that has waited longest: another attempt of it has begun. Null when none is due. */
  begin(now: Date, token: string): Promise<Copy | null>;
  /** The attempt was broken off, and does not count. */
  giveBack(id: string, token: string): Promise<void>;
  /** False when it was removed, or begun by another, meanwhile: nothing is changed. */
  settle(id: string, token: string, outcome: CopyOutcome): Promise<boolean>;
  find(id: string): Promise<Copy | null>;
  /** In the order of their ids. */
  list(licenseId: LicenseId, page: PageRequest): Promise<Page<Copy>>;
  /** Those of the contents. */
  listOf(licenseId: LicenseId, sha256s: readonly string[]): Promise<Copy[]>;
  count(licenseId: LicenseId, state: CopyState): Promise<number>;
  countWaiting(): Promise<number>;
  /** Lets it wait anew, with all its attempts. */
  retry(id: string, now: Date): Promise<void>;
  /** The same for those of a license that failed; returns how many. */
  retryFailed(licenseId: LicenseId, now: Date): Promise<number>;
  removeOfLicense(licenseId: LicenseId): Promise<void>;
  /** Of all contents of an asset, under whatever license. */
  removeOfAsset(assetId: AssetId): Promise<void>;
  /** Licenses under which copies of a content of an asset are planned or made. */
  licensesOf(assetId: AssetId, sha256: string): Promise<LicenseId[]>;
  /** Of a content of an asset, under whatever license. */
  removeOfContent(assetId: AssetId, sha256: string): Promise<void>;
}

export type CopyOutcome =
  | { readonly state: 'MADE'; readonly made: MadeCopy }
  | { readonly state: 'FAILED'; readonly failure: string }
  | { readonly state: 'WAITING'; readonly failure: string | null; readonly nextAttemptAt: Date };
