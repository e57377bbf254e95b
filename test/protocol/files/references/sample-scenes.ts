/* Scenes, as far as the files they name are concerned. */

const u64 = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};

/** An LZ4 block of literals alone. */
function lz4Of(bytes: Buffer): Buffer {
  const head = bytes.length < 15 ? [bytes.length << 4] : [0xf0];
  for (let left = bytes.length - 15; left >= 0; left -= 255) head.push(Math.min(left, 255));
  return Buffer.concat([Buffer.from(head), bytes]);
}

/** A USD crate with a table of tokens and no more; packed since version 0.4. */
export function buildCrate(
  tokens: readonly string[],
  { version = 8 }: { readonly version?: number } = {},
): Buffer {
  const text = Buffer.from(tokens.map((token) => `${token}\0`).join(''));
  const packed = Buffer.concat([Buffer.from([0]), lz4Of(text)]);
  const section =
    version < 4
      ? Buffer.concat([u64(tokens.length), u64(text.length), text])
      : Buffer.concat([u64(tokens.length), u64(text.length), u64(packed.length), packed]);
  const head = Buffer.concat([Buffer.from('PXR-USDC'), Buffer.from([0, version, 0, 0, 0, 0, 0, 0])]);
  const start = 88;
  const name = Buffer.alloc(16);
  name.write('TOKENS');
  return Buffer.concat([
    head,
    u64(start + section.length),
    Buffer.alloc(start - 24),
    section,
    u64(1),
    name,
    u64(start),
    u64(section.length),
  ]);
}

/** Stored without compression, as USD packages are. */
export function buildZip(files: Readonly<Record<string, Buffer>>): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const [path, content] of Object.entries(files)) {
    const name = Buffer.from(path);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x0403_4b50, 0);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt32LE(content.length, 22);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x0201_4b50, 0);
    entry.writeUInt32LE(content.length, 20);
    entry.writeUInt32LE(content.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    local.push(head, name, content);
    central.push(entry, name);
    at += head.length + name.length + content.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, directory, end]);
}
