import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { IndexAnswer, IndexRequest } from './index-request.ts';
import { seal, sealOf, unseal } from './file-seal.ts';
import { SearchFile } from './search-file.ts';

const NO_LEAVES = { leaves: 0, mapping: '' };

/** What is wrong around the file rather than in it: it is kept, and opened again by the next question. */
const OF_SURROUNDINGS = /^(?:E[A-Z]+$|SQLITE_(?:CANTOPEN|READONLY|FULL|IOERR|BUSY|LOCKED|PERM|NOMEM))/;

/** The present index in its directory, and the one that is built beside it. It holds nothing that the log does not. */
export class IndexFiles {
  readonly #directory: string;
  readonly #path: string;
  readonly #nextPath: string;
  #isOpen = false;
  #present: SearchFile | null = null;
  #next: SearchFile | null = null;

  constructor(directory: string) {
    this.#directory = directory;
    this.#path = join(directory, 'assets.db');
    this.#nextPath = join(directory, 'assets.next.db');
  }

  /** A damaged file is deleted before it throws: the next question finds that there is none. */
  answer(request: IndexRequest): IndexAnswer {
    try {
      if (request.kind !== 'close') this.#open();
      return this.#answer(request);
    } catch (error) {
      if (isDamage(error)) this.#discard();
      // What is half built takes room that others may need.
      if (['begin', 'build', 'finish'].includes(request.kind)) this.#abandon();
      throw isOfSurroundings(error) ? new UnusableDirectoryError(this.#directory, { cause: error }) : error;
    }
  }

  #open(): void {
    if (this.#isOpen) return;
    mkdirSync(this.#directory, { recursive: true });
    // What a killed process was building.
    remove(this.#nextPath);
    this.#present = open(this.#path);
    this.#isOpen = true;
  }

  #answer(request: IndexRequest): IndexAnswer {
    switch (request.kind) {
      case 'position':
        return this.#present?.position() ?? null;
      case 'corrections':
        return opened(this.#present).corrections(request.words);
      case 'completions':
        return opened(this.#present).completions(request.beginning, request.most);
      case 'search':
        return opened(this.#present).search(request.query);
      case 'apply': {
        const file = opened(this.#present);
        const mapping = file.position()?.mapping ?? '';
        file.apply(request.put, request.drop, { leaves: request.to, mapping });
        return null;
      }
      case 'expunge':
        opened(this.#present).expunge();
        return null;
      case 'begin':
        this.#next?.close();
        remove(this.#nextPath);
        this.#next = new SearchFile(this.#nextPath);
        return null;
      case 'build':
        opened(this.#next).apply(request.assets, [], NO_LEAVES);
        return null;
      case 'finish':
        opened(this.#next).apply([], [], request.at);
        this.#replace();
        return null;
      case 'close':
        this.#next?.close();
        this.#present?.close();
        if (this.#present !== null) seal(this.#path);
        return null;
    }
  }

  #replace(): void {
    const [next, present] = [opened(this.#next), this.#present];
    this.#next = null;
    next.close();
    this.#present = null;
    present?.close();
    for (const path of [this.#nextPath, this.#path]) removeLog(path);
    renameSync(this.#nextPath, this.#path);
    this.#present = new SearchFile(this.#path);
  }

  #discard(): void {
    closeUnread(this.#present);
    this.#present = null;
    remove(this.#path);
  }

  #abandon(): void {
    closeUnread(this.#next);
    this.#next = null;
    remove(this.#nextPath);
  }
}

/** For the log: it is made anew, or goes on, once that was done. */
class UnusableDirectoryError extends Error {
  override readonly name = 'UnusableDirectoryError';
  constructor(directory: string, { cause }: { readonly cause: unknown }) {
    super(
      `The search index in ${directory} can't be read or written (${messageOf(cause)}). Make ${directory} a directory that the platform may write to, on a disk with room, and without a directory called assets.db or assets.next.db. Search goes on by itself then.`,
      { cause },
    );
  }
}

function closeUnread(file: SearchFile | null): void {
  try {
    file?.close();
  } catch {
    // It can't be read or written, and is deleted.
  }
}

function opened(file: SearchFile | null): SearchFile {
  if (file === null) throw new Error('There is no index.');
  return file;
}

/** Null: there is none, or it was damaged. */
function open(path: string): SearchFile | null {
  try {
    if (existsSync(path) && unseal(path)) return new SearchFile(path);
    remove(path);
    return null;
  } catch (error) {
    if (isOfSurroundings(error)) throw error;
    // Damaged, or written by a release that kept other things.
    remove(path);
    return null;
  }
}

function remove(path: string): void {
  for (const each of [path, sealOf(path)]) rmSync(each, { force: true });
  removeLog(path);
}

function removeLog(path: string): void {
  for (const suffix of ['-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
}

function isDamage(error: unknown): boolean {
  return (
    /^(SQLITE_(CORRUPT|NOTADB)|ERR_ENCODING_INVALID)/.test(codeOf(error)) || error instanceof SyntaxError
  );
}

function isOfSurroundings(error: unknown): boolean {
  // libsql gives no code where it can't open a file.
  return OF_SURROUNDINGS.test(codeOf(error)) || messageOf(error).startsWith('ConnectionFailed');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
