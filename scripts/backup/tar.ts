/** POSIX ustar, as much of it as a backup needs; any `tar` opens it. Sizes past 8 GiB are GNU's base-256. */
export const BLOCK_BYTES = 512;

export interface TarEntry {
  readonly path: string;
  readonly bytes: number;
}

const [NAME, SIZE, CHECKSUM, PREFIX] = [
  { at: 0, length: 100 },
  { at: 124, length: 12 },
  { at: 148, length: 8 },
  { at: 345, length: 155 },
];
const LARGEST_OCTAL = 8 ** 11 - 1;

export function paddingOf(bytes: number): number {
  return (BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES;
}

/** A regular file's header: mode 600, no owner, no time, so that the same content is the same bytes. */
export function encodeHeader({ path, bytes }: TarEntry): Buffer {
  const header = Buffer.alloc(BLOCK_BYTES);
  const { prefix, name } = splitPath(path);
  header.write(name, NAME.at);
  header.write('0000600\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  writeSize(header, bytes);
  header.write('00000000000\0', 136);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.write(prefix, PREFIX.at);
  header.write(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, CHECKSUM.at);
  return header;
}

/** Null when the block is no header of ours: any changed byte changes its sum. */
export function decodeHeader(header: Buffer): TarEntry | null {
  const stated = parseInt(textOf(header, CHECKSUM), 8);
  if (stated !== sumOf(header) || header.toString('latin1', 257, 262) !== 'ustar') return null;
  const prefix = textOf(header, PREFIX);
  const name = textOf(header, NAME);
  const bytes = readSize(header);
  // The sum's own field is not in the sum: a header is taken only if it is exactly what we would write.
  const entry = { path: prefix === '' ? name : `${prefix}/${name}`, bytes };
  return encodeHeader(entry).equals(header) ? entry : null;
}

function writeSize(header: Buffer, bytes: number): void {
  if (bytes <= LARGEST_OCTAL) {
    header.write(`${bytes.toString(8).padStart(11, '0')}\0`, SIZE.at);
    return;
  }
  header.writeUInt8(0x80, SIZE.at);
  header.writeBigUInt64BE(BigInt(bytes), SIZE.at + 4);
}

function readSize(header: Buffer): number {
  if (header.readUInt8(SIZE.at) === 0x80) return Number(header.readBigUInt64BE(SIZE.at + 4));
  return parseInt(textOf(header, SIZE), 8);
}

function splitPath(path: string): { prefix: string; name: string } {
  if (Buffer.byteLength(path) <= NAME.length) return { prefix: '', name: path };
  for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
    const [prefix, name] = [path.slice(0, at), path.slice(at + 1)];
    if (Buffer.byteLength(name) <= NAME.length && Buffer.byteLength(prefix) <= PREFIX.length)
      return { prefix, name };
  }
  throw new RangeError(`The path ${path} is too long for a backup; shorten it.`);
}

function textOf(header: Buffer, { at, length }: { at: number; length: number }): string {
  const field = header.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? length : end);
}

/** Of all bytes, its own field read as spaces. */
function sumOf(header: Buffer): number {
  const end = CHECKSUM.at + CHECKSUM.length;
  return header.reduce((sum, byte, at) => sum + (at >= CHECKSUM.at && at < end ? 0x20 : byte), 0);
}
