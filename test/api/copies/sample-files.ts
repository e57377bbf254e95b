import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';

export async function jpeg(): Promise<Buffer> {
  return picture().jpeg().toBuffer();
}

export async function png(): Promise<Buffer> {
  return picture().png().toBuffer();
}

/** A tenth of a second of a tone, 16 bit, one channel, 8 kHz. */
export function wave(): Buffer {
  const samples = Buffer.alloc(1_600);
  for (let at = 0; at < 800; at += 1) samples.writeInt16LE(Math.round(9_000 * Math.sin(at / 3)), at * 2);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(16_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

/** A second of film; null without ffmpeg, which is printed. */
export async function film(directory: string): Promise<Buffer | null> {
  const path = join(directory, 'film.mp4');
  const source = ['-f', 'lavfi', '-i', 'testsrc=size=64x48:rate=5:duration=1'];
  try {
    await promisify(execFile)('ffmpeg', ['-v', 'error', ...source, '-pix_fmt', 'yuv420p', path]);
  } catch (error) {
    process.stderr.write(`SKIPPED: MP4, as ffmpeg made none (${String(error).slice(0, 100)}).\n`);
    return null;
  }
  return readFile(path);
}

function picture() {
  return sharp({ create: { width: 64, height: 48, channels: 3, background: '#246' } });
}
