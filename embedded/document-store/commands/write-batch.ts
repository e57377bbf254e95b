import { numberOf } from '../bson/number.ts';
import { ClientError } from '../command-error.ts';
import { DuplicateKeyError } from '../storage/duplicate-key-error.ts';

/** MongoDB's limit on statements in one command. */
const MAX_BATCH = 100_000;

/** Throws BadValue for an empty or too long list. */
export function checkBatch(entries: readonly unknown[]): void {
  if (entries.length < 1 || entries.length > MAX_BATCH) {
    throw new ClientError(
      'BadValue',
      `Write batch sizes must be between 1 and ${MAX_BATCH}. Got ${entries.length} operations.`,
    );
  }
}

/** The refusals of a write command's statements, by their place. */
export class WriteErrors {
  readonly #errors: ReadonlyMap<string, unknown>[] = [];

  add(index: number, error: ClientError): void {
    const entry = new Map<string, unknown>([
      ['index', numberOf(index)],
      ['code', numberOf(error.code)],
      ['errmsg', error.message],
    ]);
    if (error instanceof DuplicateKeyError) {
      entry.set('keyPattern', error.keyPattern);
      entry.set('keyValue', error.keyValue);
    }
    this.#errors.push(entry);
  }

  get isEmpty(): boolean {
    return this.#errors.length === 0;
  }

  /** The field of the reply, absent when there are none. */
  get field(): Readonly<Record<string, unknown>> {
    return this.isEmpty ? {} : { writeErrors: this.#errors };
  }
}

/** Rethrows what is not a refusal of this one statement: a full disk or a fault ends the whole command. */
export function refusalOf(error: unknown): ClientError {
  if (
    error instanceof ClientError &&
    error.codeName !== 'OutOfDiskSpace' &&
    error.codeName !== 'MaxTimeMSExpired'
  )
    return error;
  throw error;
}
