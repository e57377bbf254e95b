import type { OriginalFile } from '../original-file.ts';

/** Numbers of a TIFF directory (TIFF 6.0, section 2) by tag. */
export type TiffDirectory = ReadonlyMap<number, readonly number[]>;

const MAX_DIRECTORIES = 64;
const MAX_ENTRIES = 512;
const MAX_VALUES = 4_096;
const SUB_DIRECTORIES = 330;
/** Bytes of the types that hold whole numbers: BYTE, SHORT, LONG, IFD. */
const SIZES: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4, 13: 4 };

/** All directories that a file chains and those below them, once each. */
export function tiffDirectoriesOf(file: OriginalFile): TiffDirectory[] {
  const head = file.read(0, 8);
  const isLittleEndian = head.toString('latin1', 0, 2) === 'II';
  const reader = new DirectoryReader(file, isLittleEndian);
  const found: TiffDirectory[] = [];
  const seen = new Set<number>();
  const waiting = [reader.number(head, 4, 4)];
  for (let at = waiting.shift(); at !== undefined && found.length < MAX_DIRECTORIES; at = waiting.shift()) {
    if (at === 0 || seen.has(at) || at + 2 > file.bytes) continue;
    seen.add(at);
    const { directory, next } = reader.read(at);
    found.push(directory);
    waiting.push(...(directory.get(SUB_DIRECTORIES) ?? []), next);
  }
  return found;
}

class DirectoryReader {
  readonly #file: OriginalFile;
  readonly #isLittleEndian: boolean;

  constructor(file: OriginalFile, isLittleEndian: boolean) {
    this.#file = file;
    this.#isLittleEndian = isLittleEndian;
  }

  number(bytes: Buffer, at: number, size: number): number {
    return this.#isLittleEndian ? bytes.readUIntLE(at, size) : bytes.readUIntBE(at, size);
  }

  read(at: number): { readonly directory: TiffDirectory; readonly next: number } {
    const count = Math.min(MAX_ENTRIES, this.number(this.#file.read(at, 2), 0, 2));
    const entries = this.#file.readUpTo(at + 2, count * 12 + 4);
    const directory = new Map<number, readonly number[]>();
    for (let offset = 0; offset + 12 <= Math.min(entries.length, count * 12); offset += 12)
      directory.set(this.number(entries, offset, 2), this.#values(entries, offset));
    const next = entries.length === count * 12 + 4 ? this.number(entries, count * 12, 4) : 0;
    return { directory, next };
  }

  #values(entries: Buffer, offset: number): readonly number[] {
    const size = SIZES[this.number(entries, offset + 2, 2)];
    const count = this.number(entries, offset + 4, 4);
    if (size === undefined || count > MAX_VALUES) return [];
    const bytes =
      size * count <= 4
        ? entries.subarray(offset + 8, offset + 12)
        : this.#file.readUpTo(this.number(entries, offset + 8, 4), size * count);
    return Array.from({ length: Math.min(count, Math.floor(bytes.length / size)) }, (_, at) =>
      this.number(bytes, at * size, size),
    );
  }
}
