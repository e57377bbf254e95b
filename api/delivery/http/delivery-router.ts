import { json, type Request, type Response, Router } from 'express';
import { z } from 'zod';
import {
  FILES_TOGETHER_TYPE,
  MOST_FILES_TOGETHER,
  togetherLine,
} from '@lanran/protocol/files/files-together';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import { BadInputError, DeliveryTokenRefusedError } from '../../platform/kernel/errors.ts';
import type { DeliveriesService } from '../services/deliveries.ts';
import type { ClosedLicense, LicensedFile } from '../services/licensed-listing.ts';
import type { SmallFile } from '../services/small-files.ts';
import { type FindLicenseId, licenseIn } from './license-in.ts';
import { versionIn } from './version-in.ts';
import { sendStream } from '../../platform/http/send-stream.ts';
import { bearerOf } from '../../platform/http/session.ts';

export interface DeliveryRouterOptions {
  /** Where people and machines reach the platform. */
  readonly publicUrl: () => URL;
  readonly findLicenseId: FindLicenseId;
}

type Line = LicensedFile | ClosedLicense;

/**
 * `GET /delivery`: what a delivery token opens, one JSON object a line (https://jsonlines.org) with the whole address of each file,
 * for programs that are given the list and nothing else. `GET /delivery/sha256sums`: the same for `sha256sum -c`. `?version=2`: of
 * that version, where the license opens it; else of the newest that it opens. A license that opens nothing, among others that do,
 * is a line `{license, asset, closed: {code, message}}`, and a comment among the sums; `?closed=list`: also where none opens anything,
 * which is refused otherwise. `POST /delivery/files` with `{"files": [id, …]}`: small files in one answer (protocol/files/files-together.ts);
 * those that are not in it are to be asked for alone.
 * `?license=`: of that license of the token alone, by its id or short number.
 */
export function deliveryRouter(
  deliveries: Pick<DeliveriesService, 'listFiles' | 'readSmall'>,
  { publicUrl, findLicenseId }: DeliveryRouterOptions,
): Router {
  const router = Router();
  const answer = (type: string, lineOf: (line: Line) => string) =>
    async function listFiles(request: Request, response: Response) {
      const files = await deliveries.listFiles(requireToken(bearerOf(request)), {
        version: versionIn(request),
        licenseId: await licenseQuery(request, findLicenseId),
        tellsClosed: request.query['closed'] === 'list',
      });
      response.set({ 'Cache-Control': 'private, no-store', Vary: 'Authorization' }).type(type);
      await sendStream(linesOf(files, lineOf), response);
    };
  const asJson = answer('application/jsonl', (line) => {
    if ('path' in line)
      return JSON.stringify({ ...line, url: new URL(`/files/${line.id}`, publicUrl()).href });
    const { license, asset, refusal } = line;
    return JSON.stringify({ license, asset, closed: { code: refusal.code, message: refusal.message } });
  });
  const asSums = answer('text/plain', (line) =>
    'path' in line ? sumLine(line) : `# ${line.refusal.message.replace(/\s+/g, ' ')}`,
  );
  router.get('/', asJson);
  router.get('/sha256sums', asSums);
  router.post('/files', json({ limit: MOST_OF_BODY }), async (request, response) => {
    const token = requireToken(bearerOf(request));
    const files = await deliveries.readSmall(token, fileIdsIn(request.body));
    response.set({ 'Cache-Control': 'private, no-store', Vary: 'Authorization' }).type(FILES_TOGETHER_TYPE);
    await sendStream(together(files), response);
  });
  return router;
}

/** `?license=`; null: all that the token opens. */
async function licenseQuery({ query }: Request, findLicenseId: FindLicenseId): Promise<LicenseId | null> {
  const { license } = query;
  if (license === undefined) return null;
  if (typeof license === 'string') return licenseIn(license, findLicenseId);
  throw new BadInputError('license', 'name one license, by its id or number.');
}

/** Ids have at most 90 characters. */
const MOST_OF_BODY = 100 * MOST_FILES_TOGETHER;
const Wanted = z.object({ files: z.array(z.string().max(100)).max(MOST_FILES_TOGETHER) });

function fileIdsIn(body: unknown): readonly string[] {
  const wanted = Wanted.safeParse(body);
  if (wanted.success) return wanted.data.files;
  throw new BadInputError('files', `must be a list of at most ${MOST_FILES_TOGETHER} ids of files.`);
}

async function* together(files: AsyncIterable<SmallFile>): AsyncGenerator<Uint8Array> {
  for await (const { id, content } of files) {
    yield togetherLine(id, content.length);
    if (content.length > 0) yield content;
  }
}

function requireToken(text: string | null): string {
  if (text === null)
    throw new DeliveryTokenRefusedError(
      'Send a delivery token as `Authorization: Bearer ldt_…`. An editor of the studio that holds the license makes one with lanran token create or on the page of the license.',
    );
  return text;
}

async function* linesOf(files: AsyncIterable<Line>, lineOf: (line: Line) => string) {
  for await (const file of files) yield `${lineOf(file)}\n`;
}

/** As GNU coreutils writes it: a backslash before the line says that the name has escapes. */
function sumLine({ sha256, path }: LicensedFile): string {
  const escaped = path.replace(/\\/g, '\\\\').replace(/\n/g, '\\n');
  return `${escaped === path ? '' : '\\'}${sha256}  ${escaped}`;
}
