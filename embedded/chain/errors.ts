/** Why a chain does not start; the message is for the operator. */
export abstract class ChainStartError extends Error {
  abstract readonly code: string;
}

export class JournalDamagedError extends ChainStartError {
  override readonly name = 'JournalDamagedError';
  readonly code = 'JOURNAL_DAMAGED';
  readonly path: string;
  /** Record 0 is the header; record n holds the transaction of block n. */
  readonly record: number;
  /** Byte position at which the record starts. */
  readonly offset: number;

  constructor({ path, record, offset }: { path: string; record: number; offset: number }, reason: string) {
    super(
      `The chain's journal ${path} is damaged in record ${record}, at byte ${offset}: ${reason}. ` +
        `Restore it from a backup. To give up this record and all after it instead, cut the file to ${offset} bytes.`,
    );
    this.path = path;
    this.record = record;
    this.offset = offset;
  }
}

export class JournalMismatchError extends ChainStartError {
  override readonly name = 'JournalMismatchError';
  readonly code = 'JOURNAL_MISMATCH';

  constructor(path: string, difference: string) {
    super(
      `The chain's journal ${path} was written by another engine: ${difference}. Start it with that one.`,
    );
  }
}

export function hasSystemCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
