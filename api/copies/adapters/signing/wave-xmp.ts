const PACKET = '_PMX';

/**
 * A WAVE file with an XMP packet at its end (XMP Specification Part 3 §1.1.5). ExifTool does not write WAVE.
 * @returns null for what is no RIFF WAVE, has a packet already, or would get too long for RIFF
 */
export function withXmp(wave: Buffer, packet: string): Buffer | null {
  if (
    wave.length < 12 ||
    wave.toString('latin1', 0, 4) !== 'RIFF' ||
    wave.toString('latin1', 8, 12) !== 'WAVE'
  )
    return null;
  const end = endOfChunks(wave);
  if (end === null) return null;
  const text = Buffer.from(packet);
  const head = Buffer.alloc(8);
  head.write(PACKET, 'latin1');
  head.writeUInt32LE(text.length, 4);
  const padding = Buffer.alloc(text.length % 2);
  const length = end - 8 + head.length + text.length + padding.length;
  if (length > 0xffff_ffff) return null;
  const whole = Buffer.concat([wave.subarray(0, end), head, text, padding, wave.subarray(end)]);
  whole.writeUInt32LE(length, 4);
  return whole;
}

/** Where the next chunk may begin; null for a file whose chunks are not whole, or that has a packet. */
function endOfChunks(wave: Buffer): number | null {
  const riffEnd = 8 + wave.readUInt32LE(4);
  if (riffEnd > wave.length) return null;
  let at = 12;
  while (at + 8 <= riffEnd) {
    if (wave.toString('latin1', at, at + 4) === PACKET) return null;
    const length = wave.readUInt32LE(at + 4);
    at += 8 + length + (length % 2);
  }
  return at === riffEnd ? at : null;
}
