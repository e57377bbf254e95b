/** ICC.1:2022: a table of tags after the header of 128 bytes, each with its place and length. */
const TABLE_AT = 128;
const TAG_BYTES = 12;
const MAX_TAGS = 100;

/** The profile's own name, such as `Display P3`; null where it has none that can be read. */
export function profileNameOf(profile: Buffer): string | null {
  if (profile.length < TABLE_AT + 4) return null;
  const count = Math.min(profile.readUInt32BE(TABLE_AT), MAX_TAGS);
  for (
    let tag = TABLE_AT + 4;
    tag + TAG_BYTES <= Math.min(profile.length, TABLE_AT + 4 + count * TAG_BYTES);
    tag += TAG_BYTES
  ) {
    if (profile.toString('latin1', tag, tag + 4) !== 'desc') continue;
    const start = profile.readUInt32BE(tag + 4);
    return textOf(profile.subarray(start, start + profile.readUInt32BE(tag + 8)));
  }
  return null;
}

function textOf(value: Buffer): string | null {
  const type = value.toString('latin1', 0, 4);
  if (type === 'desc' && value.length > 12) {
    const [text = ''] = value.toString('latin1', 12, 12 + value.readUInt32BE(8)).split('\0');
    return text === '' ? null : text;
  }
  if (type !== 'mluc' || value.length < 28) return null;
  const [length, start] = [value.readUInt32BE(20), value.readUInt32BE(24)];
  const text = value.subarray(start, start + length);
  return text.length < 2 ? null : new TextDecoder('utf-16be').decode(text);
}
