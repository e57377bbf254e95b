import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/** Sends what a source yields. A reader who breaks off ends it without an error: nobody is left to be told. Throws what the source throws. */
export async function sendStream(
  source: AsyncIterable<string | Uint8Array>,
  response: Response,
): Promise<void> {
  const state = { isFaulty: false };
  async function* watched() {
    try {
      yield* source;
    } catch (error) {
      state.isFaulty = true;
      throw error;
    }
  }
  try {
    await pipeline(Readable.from(watched(), { objectMode: true, highWaterMark: 1 }), response);
  } catch (error) {
    if (state.isFaulty || !isBrokenOff(error)) throw error;
  }
}

function isBrokenOff(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
