/** A file in a ZIP, as its directory at the end says (APPNOTE 6.3.10, 4.3.12). */
export interface ZipEntry {
  readonly name: string;
  /** Stored as it is, as USD asks for. */
  readonly isStored: boolean;
  readonly bytes: number;
  /** Where its local header begins. */
  readonly at: number;
}

const END_SIGN = 0x0605_4b50;
const ENTRY_SIGN = 0x0201_4b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
/** Of the end with its comment. */
export const MAX_ZIP_END_BYTES = END_BYTES + 65_535;

export interface ZipEnd {
  readonly count: number;
  /** Where the directory lies in the file. */
  readonly start: number;
  readonly length: number;
}

/** In the last bytes of a file; null where there is none, or a longer form (ZIP64), which no USD package has. */
export function findZipEnd(tail: Uint8Array): ZipEnd | null {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== END_SIGN) continue;
    const [count, length, start] = [
      view.getUint16(at + 10, true),
      view.getUint32(at + 12, true),
      view.getUint32(at + 16, true),
    ];
    return count === 0xffff || start === 0xffffffff ? null : { count, start, length };
  }
  return null;
}

/** Up to where the directory is cut or contradicts itself. */
export function zipEntriesIn(directory: Uint8Array, { count }: Pick<ZipEnd, 'count'>): ZipEntry[] {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  const entries: ZipEntry[] = [];
  for (let at = 0; at + ENTRY_BYTES <= directory.length && entries.length < count;) {
    if (view.getUint32(at, true) !== ENTRY_SIGN) break;
    const nameBytes = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(directory.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes));
    entries.push({
      name,
      isStored: view.getUint16(at + 10, true) === 0,
      bytes: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
    at += ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}
