import { writeSync } from 'node:fs';
import type { DecodeAnswer, DecodeRequest } from './decoder-messages.ts';
import { DecodedTarget } from './decoded-target.ts';
import { DECODERS } from './decoders.ts';
import { OriginalFile } from './original-file.ts';
import { PictureRefusal, undecodable } from './picture-refusal.ts';

/* The decoder process: one original, from anybody. Its limits of memory and time are set, and it is ended, from outside. */

async function answerTo({ path, target, mediaType, maxPixels }: DecodeRequest): Promise<DecodeAnswer> {
  const file = new OriginalFile(path);
  const decoded = new DecodedTarget({ path: target, maxPixels });
  try {
    const decode = await DECODERS[mediaType]();
    await decode(file, decoded);
    if (decoded.written === null) throw undecodable('It has no picture.');
    const { written, shownAs } = decoded;
    return { mediaType: written, ...(shownAs !== null && { shownAs }) };
  } catch (error) {
    if (error instanceof PictureRefusal) return { refusal: error.failure };
    const { message = '', code = '' } = error as { readonly message?: string; readonly code?: string };
    if (code === 'ENOSPC' || code === 'EDQUOT') return { fullDisk: message };
    if (isOutOfMemory(error)) throw error;
    // Whatever a library says is about the file: it knows nothing else.
    return { refusal: undecodable(message.split('\n')[0] ?? '').failure };
  } finally {
    decoded.close();
    file.close();
  }
}

/** Of buffers; the heap's end ends the process. */
function isOutOfMemory(error: unknown): boolean {
  return (
    error instanceof RangeError && /allocation|Invalid typed array length|out of memory/i.test(error.message)
  );
}

// Libraries write there what belongs to nobody.
for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const)
  console[name] = () => undefined;
// What is asked comes from our own process.
const request = JSON.parse(process.argv[2] ?? '') as DecodeRequest;
const answer = await answerTo(request);
writeSync(1, JSON.stringify(answer));
process.exit(0);
