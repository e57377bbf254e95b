import { partCountOf, type PartedFile, type PartStore } from './file-parts.ts';

export interface PlacedFile<File> {
  readonly file: File;
  /** As if it were alone there. */
  readonly parts: PartStore;
}

/** Files that share a store, each with parts of its own: looking what is there of thousands is looking once. */
export async function placeFiles<File extends PartedFile>(
  files: readonly File[],
  store: PartStore,
): Promise<PlacedFile<File>[]> {
  const sizes = new Map(await store.sizes());
  let first = 0;
  return files.map((file) => {
    const parts = new SharedParts(store, sizes, { first, count: partCountOf(file) });
    first += partCountOf(file);
    return { file, parts };
  });
}

class SharedParts implements PartStore {
  readonly #store: PartStore;
  /** Of the whole store, kept as it changes. */
  readonly #sizes: Map<number, number>;
  readonly #first: number;
  readonly #count: number;

  constructor(
    store: PartStore,
    sizes: Map<number, number>,
    { first, count }: { readonly first: number; readonly count: number },
  ) {
    this.#store = store;
    this.#sizes = sizes;
    this.#first = first;
    this.#count = count;
  }

  async sizes(): Promise<ReadonlyMap<number, number>> {
    const own = new Map<number, number>();
    for (let part = 0; part < this.#count; part += 1) {
      const size = this.#sizes.get(this.#first + part);
      if (size !== undefined) own.set(part, size);
    }
    return own;
  }

  async write(part: number, content: Blob): Promise<void> {
    await this.#store.write(this.#first + part, content);
    this.#sizes.set(this.#first + part, content.size);
  }

  read(part: number): Promise<Blob> {
    return this.#store.read(this.#first + part);
  }

  async remove(parts: readonly number[]): Promise<void> {
    await this.#store.remove(parts.map((part) => this.#first + part));
    for (const part of parts) this.#sizes.delete(this.#first + part);
  }
}
