import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Day } from '@lanran/protocol/kernel/day';

/** EMBEDDED: the manifest is in a copy of the file. SIDECAR: it is a file of its own that names the original by its hash. */
export const COPY_FORMS = ['EMBEDDED', 'SIDECAR'] as const;
export type CopyForm = (typeof COPY_FORMS)[number];

export const COPY_STATES = ['WAITING', 'MADE', 'FAILED'] as const;
export type CopyState = (typeof COPY_STATES)[number];

/** Why there is a sidecar in place of a copy. */
export const SIDECAR_REASONS = ['TYPE', 'TOO_LARGE', 'NOT_SIGNABLE'] as const;
export type SidecarReason = (typeof SIDECAR_REASONS)[number];

/** Larger files get a sidecar: the signing library holds a file in memory as a whole. */
export const MAX_COPY_BYTES = 256 * 1024 * 1024;

/** What copies leave free of the disk: uploads, the log and the database go before what can be made again. */
const MOST_LEFT_FREE = 2 ** 30;

export function leftFreeBytes(totalBytes: number): number {
  return Math.min(MOST_LEFT_FREE, Math.floor(totalBytes / 10));
}

/** Types of which copies are made. */
const EMBEDDABLE = new Set(['image/jpeg', 'image/png', 'audio/wav', 'video/mp4']);
/** Other names of the same. */
const ALIASES: Readonly<Record<string, string>> = {
  'audio/x-wav': 'audio/wav',
  'audio/wave': 'audio/wav',
  'audio/vnd.wave': 'audio/wav',
};

/** The type by which a copy is signed; null for one of which none is made. */
export function embeddableType(mediaType: string): string | null {
  const type = ALIASES[mediaType] ?? mediaType;
  return EMBEDDABLE.has(type) ? type : null;
}

/** A license whose files get copies. */
export interface CopyPlan {
  readonly licenseId: LicenseId;
  /** Who had it when its copies were planned: they name the licensee. Null while none are. */
  readonly licensee: OrganizationId | null;
  /** When it is looked at next. */
  readonly nextDay: Day;
}

/** A licensed file and the state of its copy. */
export interface Copy {
  readonly id: string;
  readonly licenseId: LicenseId;
  readonly assetId: AssetId;
  /** The first place of this content in the versions that the license opens. */
  readonly version: number;
  readonly root: Hex;
  readonly index: number;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly cid: string;
  readonly state: CopyState;
  /** How often it was begun since it was planned or retried. */
  readonly attempts: number;
  /** When it is tried next; null for one that does not wait. */
  readonly nextAttemptAt: Date | null;
  /** Null before it is made. */
  readonly made: MadeCopy | null;
  /** A sentence on what went wrong last, in English; null for nothing. */
  readonly failure: string | null;
}

/** A finished copy or sidecar, as it is stored. */
export interface MadeCopy {
  readonly form: CopyForm;
  /** Of the copy; `application/c2pa` for a sidecar. */
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Its name on the shelf. */
  readonly name: string;
  /** Null for a copy. */
  readonly reason: SidecarReason | null;
  /** The library's word on a file that can't be signed; null else. */
  readonly detail: string | null;
  /** Is the XMP in the copy? False for a sidecar, and where ExifTool has no perl. */
  readonly hasXmp: boolean;
  readonly at: Date;
}

export type PlannedCopy = Omit<Copy, 'state' | 'attempts' | 'nextAttemptAt' | 'made' | 'failure'>;

/** The same for the same content under the same license. */
export function copyIdOf(licenseId: LicenseId, sha256: string): string {
  return `${licenseId}.${sha256}`;
}

/** On the shelf: each attempt has a name of its own, which says what it is a copy of. */
export function copyName(sha256: string, token: string): string {
  return `${sha256}-${token}`;
}

/** Null for what is no such name. */
export function contentOfName(name: string): string | null {
  return /^([0-9a-f]{64})-[0-9a-f]+$/.exec(name)?.[1] ?? null;
}

export const MAX_COPY_ATTEMPTS = 5;
/** A file that ended a process, or never came to an end, so often gets a sidecar. */
export const MAX_EMBEDDING_ATTEMPTS = 2;
const FIRST_PAUSE_MS = 10_000;

/** How long a copy rests after its nth failed attempt. */
export function copyPauseMs(attempts: number): number {
  return FIRST_PAUSE_MS * 4 ** Math.max(0, attempts - 1);
}

/** `photos/front.jpg` → `photos/front.c2pa.jpg`; `photos/front.exr` → `photos/front.exr.c2pa`. */
export function copyPath(path: string, form: CopyForm): string {
  if (form === 'SIDECAR') return `${path}.c2pa`;
  const [, stem = path, extension = ''] = /^(.*?[^/])(\.[^./]*)$/.exec(path) ?? [];
  return `${stem}.c2pa${extension}`;
}
