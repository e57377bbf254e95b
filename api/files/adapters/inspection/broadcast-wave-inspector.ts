import { factSection, type Inspection } from '../../domain/technical-metadata.ts';
import type { FileInspector, InspectedFile } from '../../ports/file-inspector.ts';
import { readBytes } from './read-bytes.ts';

const MAX_CHUNKS = 200;
const DAY_MS = 86_400_000;
/** Of the chunk `bext` up to its version, and with the UMID that it has since version 1: EBU Tech 3285, 2.3. */
const BEXT_BYTES = 346;
const BEXT_BYTES_WITH_UMID = 412;
/** The basic UMID, and with its source pack: SMPTE ST 330. */
const [BASIC_UMID, UMID] = [32, 64];

/** Broadcast Wave: who recorded it, when, and at which sample of the day, as the chunk `bext` says. */
export class BroadcastWaveInspector implements FileInspector {
  readonly subject = 'Broadcast Wave chunk';

  appliesTo(mediaType: string): boolean {
    return mediaType === 'audio/wav';
  }

  async inspect(file: InspectedFile): Promise<Inspection> {
    const { bext, sampleRate } = await readChunks(file);
    if (bext === null) return { sections: [], notices: [] };
    const text = (at: number, length: number) => textOf(bext.subarray(at, at + length));
    const [date, time] = [text(320, 10), text(330, 8)];
    const sections = factSection('BROADCAST', {
      DESCRIPTION: text(0, 256),
      ORIGINATOR: text(256, 32),
      ORIGINATOR_REFERENCE: text(288, 32),
      // Any sign may stand between the numbers.
      CREATED: date === '' ? null : `${date.replaceAll(/\D/g, '-')} ${time.replaceAll(/\D/g, ':')}`.trim(),
      TIME_REFERENCE: String(bext.readBigUInt64LE(338)),
      START_TIME: clockTimeOf(bext.readBigUInt64LE(338), sampleRate),
      UMID: umidOf(bext),
    });
    return { sections, notices: [] };
  }
}

interface Chunks {
  /** Null for a WAV without one. */
  readonly bext: Buffer | null;
  /** In hertz; null where the chunk `fmt ` is missing. */
  readonly sampleRate: number | null;
}

/** Chunks are of even length, and in any order. */
async function readChunks(file: InspectedFile): Promise<Chunks> {
  let [bext, sampleRate]: [Buffer | null, number | null] = [null, null];
  let at = 12;
  for (let chunks = 0; chunks < MAX_CHUNKS && (bext === null || sampleRate === null); chunks += 1) {
    const head = await readBytes(file, { start: at, length: 8 });
    if (head.length < 8) break;
    const name = head.toString('latin1', 0, 4);
    const length = head.readUInt32LE(4);
    const read = (most: number) => readBytes(file, { start: at + 8, length: Math.min(length, most) });
    if (name === 'bext') {
      const content = await read(BEXT_BYTES_WITH_UMID);
      bext = content.length < BEXT_BYTES ? null : content;
    } else if (name === 'fmt ') {
      const content = await read(8);
      sampleRate = content.length < 8 ? null : content.readUInt32LE(4);
    }
    at += 8 + length + (length % 2);
  }
  return { bext, sampleRate };
}

/** Samples since midnight as `HH:MM:SS`, with milliseconds where there are some; null for a time that no day has. */
function clockTimeOf(samples: bigint, sampleRate: number | null): string | null {
  if (sampleRate === null || sampleRate === 0) return null;
  const milliseconds = Number((samples * 1_000n) / BigInt(sampleRate));
  if (milliseconds >= DAY_MS) return null;
  const [time = '', fraction = ''] = new Date(milliseconds).toISOString().slice(11, 23).split('.');
  return fraction === '000' ? time : `${time}.${fraction}`;
}

/** In hexadecimal digits; null for none, which is zeros. */
function umidOf(bext: Buffer): string | null {
  if (bext.length < BEXT_BYTES_WITH_UMID || bext.readUInt16LE(346) === 0) return null;
  const umid = bext.subarray(348, 348 + UMID);
  const isBasic = umid.subarray(BASIC_UMID).every((byte) => byte === 0);
  const bytes = isBasic ? umid.subarray(0, BASIC_UMID) : umid;
  return bytes.every((byte) => byte === 0) ? null : bytes.toString('hex');
}

/** ASCII by the standard, and UTF-8 in practice; ends with its first zero. */
function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end))
    .toString('utf8')
    .trim();
}
