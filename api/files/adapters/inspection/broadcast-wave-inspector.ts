import { factSection, type Inspection } from '../../domain/technical-metadata.ts';
import type { FileInspector, InspectedFile } from '../../ports/file-inspector.ts';
import { readBytes } from './read-bytes.ts';

const MAX_CHUNKS = 200;
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
    const bext = await findBext(file);
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
      UMID: umidOf(bext),
    });
    return { sections, notices: [] };
  }
}

/** The chunk's content; null for a WAV without one. Chunks are of even length. */
async function findBext(file: InspectedFile): Promise<Buffer | null> {
  let at = 12;
  for (let chunks = 0; chunks < MAX_CHUNKS; chunks += 1) {
    const head = await readBytes(file, { start: at, length: 8 });
    if (head.length < 8) return null;
    const length = head.readUInt32LE(4);
    if (head.toString('latin1', 0, 4) === 'bext') {
      const content = await readBytes(file, {
        start: at + 8,
        length: Math.min(length, BEXT_BYTES_WITH_UMID),
      });
      return content.length < BEXT_BYTES ? null : content;
    }
    at += 8 + length + (length % 2);
  }
  return null;
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
