/** Everything the content store refuses. `code` is stable; `http/answers.ts` maps it to a status. */
export abstract class ContentStoreError extends Error {
  abstract readonly code: string;
}

export class BlockNotFoundError extends ContentStoreError {
  override readonly name = 'BlockNotFoundError';
  readonly code = 'BLOCK_NOT_FOUND';
  /** Kubo's own words for an offline node, which clients match on. */
  constructor(cid: string) {
    super(`block was not found locally (offline): ipld: could not find ${cid}`);
  }
}

/** What is not held was asked for with `Cache-Control: only-if-cached`. */
export class NotCachedError extends ContentStoreError {
  override readonly name = 'NotCachedError';
  readonly code = 'NOT_CACHED';
  constructor(cause: BlockNotFoundError) {
    super(`${cause.message}. Cache-Control: only-if-cached asks for nothing else.`, { cause });
  }
}

export class PathNotFoundError extends ContentStoreError {
  override readonly name = 'PathNotFoundError';
  readonly code = 'PATH_NOT_FOUND';
  constructor(name: string, parent: string) {
    super(`no link named "${name}" under ${parent}`);
  }
}

export class InvalidInputError extends ContentStoreError {
  override readonly name = 'InvalidInputError';
  readonly code = 'INVALID_INPUT';
}

export class UnsupportedError extends ContentStoreError {
  override readonly name = 'UnsupportedError';
  readonly code = 'UNSUPPORTED';
}

export class IsDirectoryError extends ContentStoreError {
  override readonly name = 'IsDirectoryError';
  readonly code = 'IS_DIRECTORY';
  constructor() {
    super('this dag node is a directory');
  }
}

export class PinConflictError extends ContentStoreError {
  override readonly name = 'PinConflictError';
  readonly code = 'PIN_CONFLICT';
}

export class FaultyBlocksError extends ContentStoreError {
  override readonly name = 'FaultyBlocksError';
  readonly code = 'FAULTY_BLOCKS';
  constructor(count: number) {
    super(`verify complete, ${count} objects have blocks that are missing or damaged`);
  }
}

export class IncompleteImportError extends ContentStoreError {
  override readonly name = 'IncompleteImportError';
  readonly code = 'INCOMPLETE_IMPORT';
  constructor(root: string, options: ErrorOptions & { cause: Error }) {
    super(
      `unable to pin the root ${root}: ${options.cause.message}. Nothing was stored; send the whole DAG, or import with pin-roots=false.`,
      options,
    );
  }
}

export class DeclaredSizeError extends ContentStoreError {
  override readonly name = 'DeclaredSizeError';
  readonly code = 'DECLARED_SIZE';
  constructor(root: string, contradiction: string) {
    super(
      `unable to pin the root ${root}: ${contradiction}. Nothing was stored; make the CAR anew from the file, or import with pin-roots=false.`,
    );
  }
}

export class TooManyLevelsError extends ContentStoreError {
  override readonly name = 'TooManyLevelsError';
  readonly code = 'TOO_MANY_LEVELS';
  constructor(cid: string, maxLevels: number) {
    super(
      `${cid} leads to nodes nested more than ${maxLevels} levels deep, which no file or directory needs: it is neither imported nor read. Add the content anew.`,
    );
  }
}

export class MalformedFileError extends ContentStoreError {
  override readonly name = 'MalformedFileError';
  readonly code = 'MALFORMED_FILE';
  constructor(file: string, contradiction: string) {
    super(`${file} can't be read: ${contradiction}. Add the file anew.`);
  }
}

export class UnreadablePinError extends ContentStoreError {
  override readonly name = 'UnreadablePinError';
  readonly code = 'UNREADABLE_PIN';
  constructor(cid: string, options: ErrorOptions) {
    super(
      `The pinned ${cid} can't be read whole, so nobody knows what it keeps: nothing was removed. Add it again or remove its pin.`,
      options,
    );
  }
}

export class NotAuthorizedError extends ContentStoreError {
  override readonly name = 'NotAuthorizedError';
  readonly code = 'NOT_AUTHORIZED';
}

export class BusyError extends ContentStoreError {
  override readonly name = 'BusyError';
  readonly code = 'BUSY';
  constructor(limit: number) {
    super(
      `${limit} requests without the token are under way. Wait for one to end, or send "Authorization: Bearer <TOKEN>".`,
    );
  }
}

export class ForbiddenError extends ContentStoreError {
  override readonly name = 'ForbiddenError';
  readonly code = 'FORBIDDEN';
}

export class DamagedContentError extends ContentStoreError {
  override readonly name = 'DamagedContentError';
  readonly code = 'DAMAGED';
  constructor(cid: string, reason: string) {
    super(
      `The stored bytes of ${cid} are damaged (${reason}). Add the file again, or restore it from a backup.`,
    );
  }
}

export class StorageFullError extends ContentStoreError {
  override readonly name = 'StorageFullError';
  readonly code = 'STORAGE_FULL';
  constructor(directory: string, options?: ErrorOptions) {
    super(
      `The disk that holds ${directory} is full: nothing was stored. Free some space, then add again.`,
      options,
    );
  }
}

export class UnknownDataDirectoryError extends ContentStoreError {
  override readonly name = 'UnknownDataDirectoryError';
  readonly code = 'UNKNOWN_DATA_DIRECTORY';
}

export class PortInUseError extends ContentStoreError {
  override readonly name = 'PortInUseError';
  readonly code = 'PORT_IN_USE';
  constructor(host: string, port: number, options?: ErrorOptions) {
    super(`Port ${port} of ${host} is in use. Stop what listens there, or set another PORT.`, options);
  }
}

export class SettingsError extends ContentStoreError {
  override readonly name = 'SettingsError';
  readonly code = 'SETTINGS';
}

/** The code of a Node system error such as `ENOENT`, or null for anything else. */
export function systemErrorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
