/* POSIX pax (IEEE 1003.1, "pax Interchange Format"), as much of it as an archive of files needs; any `tar` opens it. */

const BLOCK_BYTES = 512;
const NAME_BYTES = 100;
const LARGEST_OCTAL = 8 ** 11 - 1;

export interface TarFile {
  readonly path: string;
  readonly bytes: number;
  /** Seconds since 1970; 0 unless given, so that the same files are the same bytes. */
  readonly changedAt?: number;
}

/** What comes before a file's bytes. No owner. */
export function tarHead({ path, bytes, changedAt = 0 }: TarFile): Uint8Array<ArrayBuffer>[] {
  return [...extendedHeader({ path, bytes, changedAt }), header({ name: path, bytes, type: '0', changedAt })];
}

/** What comes after a file's bytes. */
export function tarPadding(bytes: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array((BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES);
}

/** What comes after the last file. */
export function tarEnd(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(2 * BLOCK_BYTES);
}

/** What the plain header has no room for, or no encoding. */
function extendedHeader({ path, bytes, changedAt }: Required<TarFile>): Uint8Array<ArrayBuffer>[] {
  const isPlain = /^[ -~]*$/.test(path) && path.length <= NAME_BYTES;
  const records = [
    ...(isPlain ? [] : [record('path', path)]),
    ...(bytes <= LARGEST_OCTAL ? [] : [record('size', String(bytes))]),
  ];
  if (records.length === 0) return [];
  const content = new TextEncoder().encode(records.join(''));
  return [
    header({ name: 'pax', bytes: content.length, type: 'x', changedAt }),
    content,
    tarPadding(content.length),
  ];
}

/** `length key=value\n`, where the length counts its own digits too. */
function record(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const bytes = new TextEncoder().encode(rest).length;
  let length = bytes;
  while (length !== bytes + String(length).length) length = bytes + String(length).length;
  return `${String(length)}${rest}`;
}

interface HeaderFields {
  readonly name: string;
  readonly bytes: number;
  readonly type: '0' | 'x';
  readonly changedAt: number;
}

function header({ name, bytes, type, changedAt }: HeaderFields): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(BLOCK_BYTES);
  const write = (text: string, at: number) => block.set(new TextEncoder().encode(text), at);
  block.set(new TextEncoder().encode(name).subarray(0, NAME_BYTES), 0);
  write('0000644\0', 100);
  write('0000000\0', 108);
  write('0000000\0', 116);
  write(`${octal(Math.min(bytes, LARGEST_OCTAL))}\0`, 124);
  write(`${octal(changedAt)}\0`, 136);
  write('        ', 148);
  write(type, 156);
  write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function octal(value: number): string {
  return value.toString(8).padStart(11, '0');
}
