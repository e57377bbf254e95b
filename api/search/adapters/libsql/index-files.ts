import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { IndexAnswer, IndexRequest } from './index-request.ts';
import { SearchFile } from './search-file.ts';

const NO_LEAVES = { leaves: 0, mapping: '' };

/** The present index in its directory, and the one that is built beside it. It holds nothing that the log does not. */
export class IndexFiles {
  readonly #path: string;
  readonly #nextPath: string;
  #present: SearchFile | null;
  #next: SearchFile | null = null;

  constructor(directory: string) {
    this.#path = join(directory, 'assets.db');
    this.#nextPath = join(directory, 'assets.next.db');
    mkdirSync(directory, { recursive: true });
    // What a killed process was building.
    remove(this.#nextPath);
    this.#present = open(this.#path);
  }

  /** A damaged file is deleted before it throws: the next question finds that there is none. */
  answer(request: IndexRequest): IndexAnswer {
    try {
      return this.#answer(request);
    } catch (error) {
      if (isDamage(error)) this.#discard();
      throw error;
    }
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
        this.#present?.close();
        this.#next?.close();
        return null;
    }
  }

  #replace(): void {
    opened(this.#next).close();
    this.#next = null;
    this.#present?.close();
    for (const path of [this.#nextPath, this.#path]) removeLog(path);
    renameSync(this.#nextPath, this.#path);
    this.#present = new SearchFile(this.#path);
  }

  #discard(): void {
    try {
      this.#present?.close();
    } catch {
      // It can't be read, and is deleted.
    }
    this.#present = null;
    remove(this.#path);
  }
}

function opened(file: SearchFile | null): SearchFile {
  if (file === null) throw new Error('There is no index.');
  return file;
}

/** Null: there is none, or it can't be read. */
function open(path: string): SearchFile | null {
  if (!existsSync(path)) return null;
  try {
    return new SearchFile(path);
  } catch (error) {
    if (!isDamage(error)) throw error;
    remove(path);
    return null;
  }
}

function remove(path: string): void {
  rmSync(path, { force: true });
  removeLog(path);
}

function removeLog(path: string): void {
  for (const suffix of ['-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
}

function isDamage(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^SQLITE_(CORRUPT|NOTADB)/.test(code) || error instanceof SyntaxError;
}
