import { toHex } from '@lanran/protocol/kernel/bytes';
import { createNobleSha256 } from '@lanran/protocol/kernel/hash';

export const PART_BYTES = 8 * 1024 * 1024;

/** Where the parts of one file are kept until it is whole; a part is there whole or not at all. */
export interface PartStore {
  /** Part number → its bytes. */
  sizes(): Promise<ReadonlyMap<number, number>>;
  write(part: number, content: Blob): Promise<void>;
  read(part: number): Promise<Blob>;
  /** Those that are not there are no fault. */
  remove(parts: readonly number[]): Promise<void>;
}

export interface PartRange {
  readonly start: number;
  /** Not included. */
  readonly end: number;
}

export interface FetchPartOptions {
  readonly signal: AbortSignal;
  /** Called with how many bytes more have arrived. */
  onBytes(count: number): void;
}

export interface PartedFile {
  readonly bytes: number;
  /** 64 lower-case hex digits: what the file is proven to be. */
  readonly sha256: string;
}

/** What arrived is not the published file. */
export class WrongContentError extends Error {
  override readonly name = 'WrongContentError';
  readonly code = 'CONTENT_MISMATCH';
}

export function partCountOf({ bytes }: Pick<PartedFile, 'bytes'>): number {
  return Math.max(1, Math.ceil(bytes / PART_BYTES));
}

export function rangeOf({ bytes }: Pick<PartedFile, 'bytes'>, part: number): PartRange {
  return { start: part * PART_BYTES, end: Math.min(bytes, (part + 1) * PART_BYTES) };
}

/** How much of it is here already. */
export async function bytesHere(file: PartedFile, store: PartStore): Promise<number> {
  const sizes = await store.sizes();
  const parts = wholeParts(file, sizes);
  return parts.reduce((sum, part) => sum + (sizes.get(part) ?? 0), 0);
}

/** Fetches what is missing, one part after the other, so that a reload loses one part at most. */
export async function fetchMissing(
  file: PartedFile,
  store: PartStore,
  {
    fetchPart,
    ...options
  }: FetchPartOptions & { fetchPart(range: PartRange, options: FetchPartOptions): Promise<Blob> },
): Promise<void> {
  const here = new Set(wholeParts(file, await store.sizes()));
  for (let part = 0; part < partCountOf(file); part += 1) {
    options.signal.throwIfAborted();
    if (here.has(part)) continue;
    const range = rangeOf(file, part);
    const content = await fetchPart(range, options);
    if (content.size !== range.end - range.start)
      throw new WrongContentError(
        `${String(content.size)} bytes arrived for ${String(range.start)}–${String(range.end)}`,
      );
    await store.write(part, content);
  }
}

/** The whole file, once its bytes are the published ones. @throws WrongContentError; the parts are then gone */
export async function assemble(
  file: PartedFile,
  store: PartStore,
  { signal, onBytes }: FetchPartOptions,
): Promise<Blob> {
  const parts = await Promise.all(Array.from({ length: partCountOf(file) }, (_, part) => store.read(part)));
  const hash = createNobleSha256();
  for (const part of parts) {
    for await (const bytes of chunksOf(part)) {
      signal.throwIfAborted();
      hash.update(bytes);
      onBytes(bytes.length);
    }
  }
  const found = toHex(hash.digest()).slice(2);
  if (found === file.sha256) return new Blob(parts);
  await store.remove(parts.map((_, part) => part));
  throw new WrongContentError(`its SHA-256 is ${found}, published was ${file.sha256}`);
}

/** Reading through a reader: not every browser iterates streams. */
async function* chunksOf(content: Blob): AsyncGenerator<Uint8Array> {
  const reader = content.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

function wholeParts(file: PartedFile, sizes: ReadonlyMap<number, number>): number[] {
  return [...sizes.keys()].filter((part) => {
    const { start, end } = rangeOf(file, part);
    return part < partCountOf(file) && sizes.get(part) === end - start;
  });
}
