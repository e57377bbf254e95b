import { type Response, Router } from 'express';
import type { Trust } from '@lanran/protocol/log/trust';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import { FULL_WIDTH, parseTilePath, type TilePath } from './tile-path.ts';

/** The log as anyone may read it. */
export interface PublicLog {
  /** The newest checkpoint, a signed note. */
  checkpoint(): Promise<string>;
  /** `width` hashes of a tile, 32 bytes each; null when the log has not grown that far. */
  tile(level: number, index: number, width: number): Promise<Uint8Array | null>;
  /** Leaves from `first` on, `count` of them; null when the log has not grown that far. */
  leaves(first: number, count: number): Promise<Uint8Array[] | null>;
}

/** `/log/…` (C2SP tlog-tiles), so that existing log clients and witnesses work; open to every origin. */
export function logRouter(log: PublicLog, trust: Trust): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });
    next();
  });
  router.get('/checkpoint', async (_request, response) => {
    response
      .set('Cache-Control', 'no-cache')
      .type('text/plain')
      .send(await log.checkpoint());
  });
  router.get('/trust.json', (_request, response) => {
    response.set('Cache-Control', 'no-cache').json(trust);
  });
  router.get('/tile/*path', async (request, response) => {
    const path = request.path.slice('/tile/'.length);
    const tile = parseTilePath(path);
    const bytes = tile === null ? null : await read(log, tile);
    if (bytes === null) throw new NotFoundError(`Log tile ${path.slice(0, 100)}`);
    sendForever(response, bytes);
  });
  return router;
}

async function read(log: PublicLog, { level, index, width }: TilePath): Promise<Uint8Array | null> {
  if (level !== 'entries') return log.tile(level, index, width);
  const leaves = await log.leaves(index * FULL_WIDTH, width);
  return leaves === null ? null : bundle(leaves);
}

/** Each entry with its length before it, 16 bits big-endian. */
function bundle(leaves: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    leaves.flatMap((leaf) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(leaf.length);
      return [length, leaf];
    }),
  );
}

/** A tile of an append-only log never changes. */
function sendForever(response: Response, bytes: Uint8Array): void {
  response.set('Cache-Control', 'public, max-age=31536000, immutable');
  response.type('application/octet-stream').send(Buffer.from(bytes));
}
