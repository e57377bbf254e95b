import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import { BadInputError, DeliveryTokenRefusedError } from '../../platform/kernel/errors.ts';
import type { DeliveriesService } from '../services/deliveries.ts';
import type { LicensedFile } from '../services/downloads.ts';
import { bearerOf } from '../../platform/http/session.ts';

/**
 * `GET /delivery`: what a delivery token opens, one JSON object a line (https://jsonlines.org) with the whole address of each file,
 * for programs that are given the list and nothing else. `GET /delivery/sha256sums`: the same for `sha256sum -c`. `?version=2`: of
 * that version, where the license opens it; else of the newest that it opens.
 * @param publicUrl where people and machines reach the platform
 */
export function deliveryRouter(
  deliveries: Pick<DeliveriesService, 'listFiles'>,
  publicUrl: () => URL,
): Router {
  const router = Router();
  const answer = (type: string, lineOf: (file: LicensedFile) => string) =>
    async function listFiles(request: Request, response: Response) {
      const files = await deliveries.listFiles(requireToken(bearerOf(request)), versionIn(request));
      response.set({ 'Cache-Control': 'private, no-store', Vary: 'Authorization' }).type(type);
      await pipeline(Readable.from(linesOf(files, lineOf)), response);
    };
  const asJson = answer('application/jsonl', (file) => {
    return JSON.stringify({ ...file, url: new URL(`/files/${file.id}`, publicUrl()).href });
  });
  const asSums = answer('text/plain', sumLine);
  router.get('/', asJson);
  router.get('/sha256sums', asSums);
  return router;
}

function requireToken(text: string | null): string {
  if (text === null) throw new DeliveryTokenRefusedError();
  return text;
}

/** Null: the newest that the license opens. */
function versionIn({ query }: Request): number | null {
  const { version } = query;
  if (version === undefined) return null;
  if (typeof version === 'string' && /^[1-9]\d{0,8}$/.test(version)) return Number(version);
  throw new BadInputError('version', 'must be the number of a version, such as 2.');
}

async function* linesOf(files: AsyncIterable<LicensedFile>, lineOf: (file: LicensedFile) => string) {
  for await (const file of files) yield `${lineOf(file)}\n`;
}

/** As GNU coreutils writes it: a backslash before the line says that the name has escapes. */
function sumLine({ sha256, path }: LicensedFile): string {
  const escaped = path.replace(/\\/g, '\\\\').replace(/\n/g, '\\n');
  return `${escaped === path ? '' : '\\'}${sha256}  ${escaped}`;
}
