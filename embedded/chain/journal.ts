import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasSystemCode, JournalDamagedError } from './errors.ts';
import {
  decodeEntry,
  decodeFrame,
  encodeEntry,
  encodeRecord,
  FRAME_BYTES,
  isIntact,
  type JournalEntry,
} from './journal-format.ts';

export interface JournalPosition {
  readonly record: number;
  readonly offset: number;
}

interface JournalRecord extends JournalPosition {
  readonly payload: Buffer;
}

/**
 * The chain's only durable state: a header and one record for each transaction, in block order. A record is on disk
 * before `append` returns.
 */
export class Journal {
  readonly path: string;
  readonly #file: FileHandle;
  /** Where the next record goes. */
  #end: JournalPosition = { record: 0, offset: 0 };
  #last: JournalPosition | null = null;
  /** Set when a failed write could not be undone: what follows it would be unreadable. */
  #isBroken = false;

  private constructor(path: string, file: FileHandle) {
    this.path = path;
    this.#file = file;
  }

  /** Null when there is no journal yet. */
  static async open(path: string): Promise<Journal | null> {
    try {
      return new Journal(path, await open(path, 'r+'));
    } catch (error) {
      if (hasSystemCode(error, 'ENOENT')) return null;
      throw error;
    }
  }

  /** Creates a journal that holds its header, whole or not at all. */
  static async create(path: string, header: object): Promise<Journal> {
    const temporary = `${path}.new`;
    await rm(temporary, { force: true });
    const bytes = encodeRecord(Buffer.from(JSON.stringify(header)), 0);
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
      await rename(temporary, path);
      await syncDirectory(dirname(path));
    } catch (error) {
      await file.close();
      throw error;
    }
    const journal = new Journal(path, file);
    journal.#end = { record: 1, offset: bytes.length };
    return journal;
  }

  /** Must be read before the entries. Throws JournalDamagedError. */
  async readHeader(): Promise<unknown> {
    const record = await this.#next();
    if (record === null) throw this.damage({ record: 0, offset: 0 }, 'its header is incomplete');
    this.#last = null;
    try {
      return JSON.parse(record.payload.toString());
    } catch {
      throw this.damage(record, 'its header is not JSON');
    }
  }

  /**
   * The entries in order, to be read to the end before the first append. A record that a crash cut short was never
   * acknowledged: it ends the iteration and is removed. Throws JournalDamagedError on any other damage.
   */
  async *readEntries(): AsyncGenerator<JournalEntry & JournalPosition> {
    for (let record = await this.#next(); record !== null; record = await this.#next()) {
      const entry = decodeEntry(record.payload);
      if (entry === null) throw this.damage(record, 'it is too short for a transaction');
      yield { ...entry, record: record.record, offset: record.offset };
    }
    await this.#file.truncate(this.#end.offset);
    await this.#file.datasync();
  }

  /** Whether the entry just read is the journal's last. */
  async isAtEnd(): Promise<boolean> {
    return (await this.#file.stat()).size === this.#end.offset;
  }

  /** Returns when the entry is on disk. When it throws, the journal is as before. */
  async append(entry: JournalEntry): Promise<void> {
    if (this.#isBroken)
      throw new Error(`The journal ${this.path} could not be repaired after a failed write; restart.`);
    const { record, offset } = this.#end;
    const bytes = encodeRecord(encodeEntry(entry), record);
    try {
      await writeFully(this.#file, bytes, offset);
      await this.#file.datasync();
    } catch (error) {
      await this.#cut(offset);
      throw error;
    }
    this.#last = this.#end;
    this.#end = { record: record + 1, offset: offset + bytes.length };
  }

  /** Takes back the entry that was appended or read last. */
  async dropLast(): Promise<void> {
    if (this.#last === null) throw new Error(`The journal ${this.path} has no entry to take back.`);
    await this.#cut(this.#last.offset);
    this.#end = this.#last;
    this.#last = null;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  damage(position: JournalPosition, reason: string): JournalDamagedError {
    return new JournalDamagedError(
      { path: this.path, record: position.record, offset: position.offset },
      reason,
    );
  }

  /** The next whole record; null at the end of the file or at a torn end. */
  async #next(): Promise<JournalRecord | null> {
    const { record, offset } = this.#end;
    const head = await this.#read(offset, FRAME_BYTES);
    if (head.length < FRAME_BYTES) return null;
    const frame = decodeFrame(head, record);
    if (frame === null) {
      if (await this.#isBlankFrom(offset)) return null;
      throw this.damage(this.#end, 'its length does not match its check');
    }
    const payload = await this.#read(offset + FRAME_BYTES, frame.length);
    if (payload.length < frame.length) return null;
    if (!isIntact(payload, frame)) throw this.damage(this.#end, 'its content does not match its check');
    this.#last = this.#end;
    this.#end = { record: record + 1, offset: offset + FRAME_BYTES + frame.length };
    return { record, offset, payload };
  }

  async #read(offset: number, length: number): Promise<Buffer> {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await this.#file.read(buffer, 0, length, offset);
    return buffer.subarray(0, bytesRead);
  }

  /** A power cut may leave a grown file whose new bytes were never written: those read as zeros. */
  async #isBlankFrom(offset: number): Promise<boolean> {
    const { size } = await this.#file.stat();
    const chunk = 65_536;
    for (let at = offset; at < size; at += chunk) {
      if ((await this.#read(at, chunk)).some((byte) => byte !== 0)) return false;
    }
    return true;
  }

  async #cut(offset: number): Promise<void> {
    try {
      await this.#file.truncate(offset);
      await this.#file.datasync();
    } catch (error) {
      this.#isBroken = true;
      throw error;
    }
  }
}

async function writeFully(file: FileHandle, bytes: Buffer, offset: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, offset + written);
    written += bytesWritten;
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
