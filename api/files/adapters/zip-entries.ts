import type { FileHandle } from 'node:fs/promises';

export interface ZipEntry {
  readonly name: string;
  readonly bytes: number;
  read(): Promise<Uint8Array>;
}

const END_SIGNATURE = 0x0605_4b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
/** Stands where a longer form of the end has the number. */
const TOO_MANY = 0xffff;

/** Entries of a ZIP that libvips wrote: stored without compression, below 4 GiB, without a comment (APPNOTE 4.3). */
export async function zipEntriesOf(file: FileHandle): Promise<ZipEntry[]> {
  const end = (await file.stat()).size - END_BYTES;
  const ending = end < 0 ? null : await readAt(file, end, END_BYTES);
  if (ending?.readUInt32LE(0) !== END_SIGNATURE) throw new Error('libvips wrote no ZIP.');
  const count = ending.readUInt16LE(10);
  if (count === TOO_MANY) throw new Error('it has more than 65,534 tiles.');
  const directory = await readAt(file, ending.readUInt32LE(16), ending.readUInt32LE(12));
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count;) {
    const bytes = directory.readUInt32LE(at + 20);
    const nameEnd = at + CENTRAL_BYTES + directory.readUInt16LE(at + 28);
    const name = directory.toString('utf8', at + CENTRAL_BYTES, nameEnd);
    const local = directory.readUInt32LE(at + 42);
    entries.push({ name, bytes, read: async () => readEntry(file, local, bytes) });
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

async function readEntry(file: FileHandle, at: number, bytes: number): Promise<Buffer> {
  const local = await readAt(file, at, LOCAL_BYTES);
  return readAt(file, at + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28), bytes);
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw new Error('the ZIP of libvips is cut short.');
  return buffer;
}
