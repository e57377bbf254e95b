import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { RequestFile } from '../domain/request-file.ts';

/** A file that was received for a thread. */
export interface ReceivedFile extends RequestFile {
  /** What it was uploaded for: a request, or a question that is not sent yet. */
  readonly thread: string;
  /** Who uploaded it. */
  readonly account: Hex;
  /** Opens its bytes with a vault key. */
  readonly header: string;
  /** The public part of that vault key. */
  readonly vaultKey: string;
  readonly receivedAt: Date;
  /** When it is removed unless an entry names it; null once one does. */
  readonly expiresAt: Date | null;
}

/** What is known of files of threads; their bytes are on the disk. */
export interface RequestFileStore {
  insert(file: ReceivedFile): Promise<void>;
  find(id: string): Promise<ReceivedFile | null>;
  findMany(ids: readonly string[]): Promise<ReceivedFile[]>;
  /** Those that an account uploaded since a time, for the limits. */
  listSince(account: Hex, since: Date): Promise<ReceivedFile[]>;
  /** Keeps all of them until a later time; false when one is gone. */
  renew(ids: readonly string[], until: Date): Promise<boolean>;
  listExpired(now: Date): Promise<ReceivedFile[]>;
  /** An entry names it: it is kept. */
  keep(id: string): Promise<void>;
  /** False when it was renewed meanwhile. */
  remove(file: Pick<ReceivedFile, 'id' | 'expiresAt'>): Promise<boolean>;
  /** Some of those after an id, in the order of ids; none at the end. */
  listUnderOtherKeys(vaultKey: string, after: string): Promise<ReceivedFile[]>;
  reseal(id: string, sealed: Pick<ReceivedFile, 'header' | 'vaultKey'>): Promise<void>;
}
