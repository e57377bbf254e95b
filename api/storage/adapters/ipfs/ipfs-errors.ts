import {
  ContentDamagedError,
  ContentMissingError,
  DomainError,
  StorageFullError,
  UnavailableError,
} from '../../../platform/kernel/errors.ts';

/** The store answered and said no. */
export class IpfsRefusal extends Error {
  override readonly name = 'IpfsRefusal';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Kubo's words for what it does not hold (offline), and for what is no CID. */
const MISSING = [
  /not found locally/i,
  /could not find/i,
  /\bnot found\b/i,
  /invalid (path|cid)/i,
  /no link named/i,
];
/** The embedded store's words for what it holds and finds altered or cut short. */
const DAMAGED = /^The stored bytes of \S+ are damaged \((.*)\)\./;
const FULL = [/disk .* is full/i, /no space left/i, /\bENOSPC\b/, /quota/i];

/** What a failed call means to the domain; a silent or unreachable store is UnavailableError. */
export function explainIpfsError(error: unknown, cid: string): Error {
  if (error instanceof DomainError) return error;
  if (!isRefusal(error)) return new UnavailableError('files', { cause: error });
  if (FULL.some((words) => words.test(error.message))) {
    return new StorageFullError(
      `The file store's disk is full; nothing was stored. Free some space, then try again.`,
      {
        cause: error,
      },
    );
  }
  const damage = DAMAGED.exec(error.message)?.[1];
  if (damage !== undefined && damage !== 'its file is missing') {
    return new ContentDamagedError(
      `The stored bytes of ${cid} are damaged: ${damage}. Bring the file back from a package or a backup.`,
      { cause: error },
    );
  }
  if (damage !== undefined || MISSING.some((words) => words.test(error.message))) {
    return new ContentMissingError(
      `The file store does not hold ${cid}. Restore it from a backup, or publish it again.`,
      {
        cause: error,
      },
    );
  }
  return new Error(`The file store refused ${cid}: ${error.message}`, { cause: error });
}

export function isNotPinnedError(error: unknown): boolean {
  return isRefusal(error) && /not pinned/i.test(error.message);
}

/** ipfs-http-client's HTTPError is not exported; it is known by its name. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error && (error instanceof IpfsRefusal || error.name === 'HTTPError');
}
