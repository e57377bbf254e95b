import type { Journal, JournalEntry } from '../journal.ts';

/** Addresses of the uploads that an act has begun, remembered one change after another. */
export class UploadsUnderWay {
  readonly #entry: JournalEntry;
  readonly #journal: Pick<Journal, 'write'>;
  readonly #urls: Record<string, string>;
  #written: Promise<void> = Promise.resolve();

  constructor(entry: JournalEntry, journal: Pick<Journal, 'write'>) {
    this.#entry = entry;
    this.#journal = journal;
    this.#urls = { ...entry.uploads };
  }

  urlOf(path: string): string | null {
    return this.#urls[path] ?? null;
  }

  async begin(path: string, url: string): Promise<void> {
    this.#urls[path] = url;
    this.#written = this.#written.then(async () =>
      this.#journal.write({ ...this.#entry, uploads: { ...this.#urls } }),
    );
    return this.#written;
  }
}
