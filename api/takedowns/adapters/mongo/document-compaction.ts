import type { Connection } from 'mongoose';
import type { DocumentCompaction } from '../../ports/document-compaction.ts';
import type { Logger } from '../../../platform/kernel/logger.ts';

/** What a take-down erases from. */
const COLLECTIONS = [
  'leaves',
  'manifest_entries',
  'manifestClaims',
  'assets',
  'drafts',
  'draftFiles',
  'fileDescriptions',
  'inspections',
  'lateDigests',
  'posters',
  'covers',
  'filejobs',
  'fixityFiles',
  'fixityEntries',
  'sealedFiles',
  'takeDowns',
];
/** Unauthorized, CommandNotFound, CommandNotSupported. */
const NOT_OURS_TO_ASK: readonly unknown[] = [13, 59, 115];

/** MongoDB's `compact`, a collection at a time; the embedded store does all at once. */
export class MongoCompaction implements DocumentCompaction {
  readonly #connection: Connection;
  readonly #logger: Pick<Logger, 'warn'>;

  constructor(connection: Connection, logger: Pick<Logger, 'warn'>) {
    this.#connection = connection;
    this.#logger = logger;
  }

  async compact(): Promise<void> {
    try {
      for (const name of COLLECTIONS) {
        const answer = await this.#connection.db?.command({ compact: name });
        if (answer?.['lanranWholeStore'] === true) return;
      }
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.#logger.warn(
        { err: error },
        'The document server does not let the platform compact its collections: what was erased may stay in freed pages of its files until they are used again. Compact them there.',
      );
    }
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && NOT_OURS_TO_ASK.includes(error.code);
}
