import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { ERASABLE_FIELDS, type TakeDownScope } from '@lanran/protocol/assets/take-down';

/** PENDING: it is refused from now on, and being erased. ERASED: nothing of it is kept. */
export const TAKE_DOWN_STATES = ['PENDING', 'ERASED'] as const;
export type TakeDownState = (typeof TAKE_DOWN_STATES)[number];

/** What was taken down of an asset, by whom, when and why: as the log says. */
export interface TakeDown {
  readonly assetId: AssetId;
  /** The holder, or the asset's community. */
  readonly organizationId: OrganizationId;
  /** Zero for the whole asset. */
  readonly scopeHash: Hex;
  /** Null while nobody knows what has this hash: then nothing is erased yet. */
  readonly scope: TakeDownScope | null;
  /** keccak256 of the reason, of which we may have the text (StatedReason). */
  readonly reasonHash: Hex;
  readonly takenDownAt: Date;
  /** The leaf that says so. */
  readonly leafIndex: number;
  /** The newest version before that leaf: those that come later are not concerned. */
  readonly lastVersion: number;
  readonly state: TakeDownState;
  /** Null until then. */
  readonly erasedAt: Date | null;
  /** SHA-256s of contents that somebody was working on when they were erased: looked at once more, then forgotten. */
  readonly leftovers: readonly string[];
}

/** Without a path the version as a whole. */
export interface VersionPart {
  readonly version: number;
  readonly path?: string;
}

/** A scope, and the newest version that there was when it was taken down. */
export interface ScopeThen {
  readonly scope: TakeDownScope;
  readonly lastVersion: number;
}

/** Whether the version as a whole, or this file of it, was taken down. */
export function coversPart(then: ScopeThen, { version, path }: VersionPart): boolean {
  const { scope } = then;
  if (scope.field !== undefined || !concernsVersion(then, version)) return false;
  return scope.path === undefined || scope.path === path;
}

/** The take-down that a version as a whole fell under; one of an unknown scope counts, so that nothing is sold by mistake. */
export function takeDownOfVersion(takeDowns: readonly TakeDown[], version: number): TakeDown | null {
  return (
    takeDowns.find(
      ({ scope, lastVersion }) => scope === null || coversPart({ scope, lastVersion }, { version }),
    ) ?? null
  );
}

/** The take-down that a file fell under. */
export function takeDownOfFile(takeDowns: readonly TakeDown[], part: VersionPart): TakeDown | null {
  return (
    takeDowns.find(({ scope, lastVersion }) => scope !== null && coversPart({ scope, lastVersion }, part)) ??
    null
  );
}

/** Whether a file of the version, and not the version as a whole, is in the scope. */
export function takesFileOf(then: ScopeThen, version: number): boolean {
  return then.scope.path !== undefined && concernsVersion(then, version);
}

/** Names of fields that go with the scope. */
export function erasedFieldsOf({ path, field }: TakeDownScope): readonly string[] {
  if (path !== undefined) return [];
  return field === undefined ? ERASABLE_FIELDS : [field];
}

/** Whether the version has a part in the scope: one that was there before the act, and that the scope names or does not except. */
export function concernsVersion({ scope, lastVersion }: ScopeThen, version: number): boolean {
  return version <= lastVersion && (scope.version === undefined || scope.version === version);
}
