/** POSIX pax (IEEE 1003.1, "pax Interchange Format"), as much of it as an archive of files needs; any `tar` opens it. */
const BLOCK_BYTES = 512;
const NAME_BYTES = 100;
const LARGEST_OCTAL = 8 ** 11 - 1;

export interface ArchivedFile {
  readonly path: string;
  readonly content: Blob;
}

/** Files as one; the bytes stay where they are until the archive is read. No owner and no time: the same files are the same bytes. */
export function tarOf(files: readonly ArchivedFile[]): Blob {
  const parts = files.flatMap(({ path, content }) => [
    ...extendedHeader(path, content.size),
    header({ name: path, bytes: content.size, type: '0' }),
    content,
    padding(content.size),
  ]);
  return new Blob([...parts, new Uint8Array(2 * BLOCK_BYTES)], { type: 'application/x-tar' });
}

/** What the plain header has no room for, or no encoding. */
function extendedHeader(path: string, bytes: number): Uint8Array<ArrayBuffer>[] {
  const isPlain = /^[ -~]*$/.test(path) && path.length <= NAME_BYTES;
  const records = [
    ...(isPlain ? [] : [record('path', path)]),
    ...(bytes <= LARGEST_OCTAL ? [] : [record('size', String(bytes))]),
  ];
  if (records.length === 0) return [];
  const content = new TextEncoder().encode(records.join(''));
  return [header({ name: 'pax', bytes: content.length, type: 'x' }), content, padding(content.length)];
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
}

function header({ name, bytes, type }: HeaderFields): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(BLOCK_BYTES);
  const write = (text: string, at: number) => block.set(new TextEncoder().encode(text), at);
  block.set(new TextEncoder().encode(name).subarray(0, NAME_BYTES), 0);
  write('0000644\0', 100);
  write('0000000\0', 108);
  write('0000000\0', 116);
  write(`${Math.min(bytes, LARGEST_OCTAL).toString(8).padStart(11, '0')}\0`, 124);
  write('00000000000\0', 136);
  write('        ', 148);
  write(type, 156);
  write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function padding(bytes: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array((BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES);
}
