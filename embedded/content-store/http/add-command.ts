import type { CID } from 'multiformats/cid';
import { parseCid } from '../dag/cids.ts';
import { InvalidInputError, UnsupportedError } from '../errors.ts';
import type { Layout } from '../files/file-digester.ts';
import type { Intake } from '../files/intake.ts';
import type { AddedEntry } from '../dag/trees.ts';
import { PROFILE } from '../dag/unixfs-tree.ts';
import { requireOperator, requirePlatform } from './access.ts';
import { sendJsonLines } from './answers.ts';
import { boundaryOf, parseMultipart, type Part } from './multipart.ts';
import type { Query } from './query.ts';
import type { RpcCall } from './rpc-call.ts';

const MIN_CHUNK_BYTES = 1_024;
/** Kubo's limit on a block that peers take. */
const MAX_CHUNK_BYTES = 2 * 1_048_576 - 256;
const PROGRESS_BYTES = 262_144;
const NO_PROGRESS = (): undefined => undefined;

/** Options of Kubo that would change the CID or the effect, with the only value this store has. */
const FIXED_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  'cid-version': ['1'],
  'raw-leaves': ['true', '1', ''],
  hash: ['sha2-256'],
  trickle: ['false', '0'],
  nocopy: ['false', '0'],
  fscache: ['false', '0'],
  inline: ['false', '0'],
  'preserve-mode': ['false', '0'],
  'preserve-mtime': ['false', '0'],
  'max-file-links': [String(PROFILE.maxLinks)],
  'max-directory-links': ['0'],
  'max-hamt-fanout': ['256'],
  mode: [],
  mtime: [],
  'mtime-nsecs': [],
  'to-files': [],
  'pin-name': [],
};

interface ProgressLine {
  Name: string;
  Bytes: number;
}

/** `add`: files and directories as multipart/form-data, streamed to disk, for who has the token. Nothing is visible before all of it is. */
export async function add(call: RpcCall): Promise<void> {
  const { request, response, query, audience, store } = call;
  requireOperator(call, 'Adding');
  const isPrivate = wantsPrivate(call);
  if (isPrivate) requirePlatform(audience, 'Adding private content');
  refuseFixedOptions(query);
  const commitOptions = {
    pin: query.flag('pin', true),
    expected: expectedCids(call),
    wrap: query.flag('wrap-with-directory', false),
  };
  const showsProgress = query.flag('progress', false);
  const boundary = boundaryOf(request.headers['content-type']);
  const onlyHash = query.flag('only-hash', false);
  const intake = store.startIntake({ layout: layoutOf(query), isPublic: !isPrivate, onlyHash });
  // Not destroyed on an early end: the client must still be able to read why.
  const body = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  await sendJsonLines(
    response,
    (async function* () {
      try {
        for await (const part of parseMultipart(body, boundary)) {
          const lines = await takePart(intake, part, showsProgress);
          yield* lines;
        }
        for (const entry of await intake.commit(commitOptions)) yield toLine(entry);
      } finally {
        await intake.abandon();
      }
    })(),
  );
}

/** True if the content is for the platform only: header or option `lanran-private`. */
export function wantsPrivate({ request, query }: RpcCall): boolean {
  return query.flag('lanran-private', request.headers['lanran-private'] === 'true');
}

/**
 * Header `lanran-pin`: the CID that a client arrived at itself, or several with commas between them. Pinned with `pin=false`, too, if
 * the store arrives at the same.
 */
export function expectedCids({ request }: RpcCall): CID[] {
  const text = request.headers['lanran-pin'];
  return typeof text === 'string' ? text.split(',').map((each) => parseCid(each.trim())) : [];
}

export function toLine({ path, cid, dagBytes }: AddedEntry): { Name: string; Hash: string; Size: string } {
  return { Name: path, Hash: cid.toString(), Size: String(dagBytes) };
}

async function takePart(
  intake: Intake,
  { filename, contentType, body }: Part,
  showsProgress: boolean,
): Promise<ProgressLine[]> {
  const path = filename === null || filename === '' ? null : normalizePath(filename);
  if (contentType === 'application/x-directory') {
    if (path !== null) intake.addDirectory(path);
    return [];
  }
  if (contentType === 'application/symlink')
    throw new UnsupportedError(`"${path ?? ''}" is a symbolic link; add its target.`);
  const lines: ProgressLine[] = [];
  let shown = 0;
  let received = 0;
  const onProgress = (bytes: number): void => {
    received = bytes;
    if (bytes - shown < PROGRESS_BYTES) return;
    shown = bytes;
    lines.push({ Name: path ?? '', Bytes: bytes });
  };
  await intake.addFile(path, body, showsProgress ? onProgress : NO_PROGRESS);
  if (showsProgress && received > shown) lines.push({ Name: path ?? '', Bytes: received });
  return lines;
}

/** Leading slashes and `.` are dropped as Kubo does; whatever could leave the tree is refused. */
export function normalizePath(filename: string): string {
  const names = filename.split('/').filter((name) => name !== '' && name !== '.');
  const isSafe = names.length > 0 && !names.includes('..') && !/[\\\0]/.test(filename);
  if (isSafe) return names.join('/');
  throw new InvalidInputError(
    `The file name ${JSON.stringify(filename)} can't be stored: use names without "..", "\\" and NUL.`,
  );
}

function refuseFixedOptions(query: Query): void {
  for (const [name, values] of Object.entries(FIXED_OPTIONS)) {
    const value = query.text(name);
    if (value === null || values.includes(value)) continue;
    const remedy = values.length === 0 ? 'leave it out' : `only ${values[0] ?? ''} is`;
    throw new UnsupportedError(
      `option "${name}=${value}" is not supported by the embedded content store: ${remedy}.`,
    );
  }
}

function layoutOf(query: Query): Layout {
  const chunker = query.text('chunker');
  if (chunker === null) return PROFILE;
  const chunkBytes = Number(/^size-(\d{1,9})$/.exec(chunker)?.[1] ?? 0);
  if (chunkBytes < MIN_CHUNK_BYTES || chunkBytes > MAX_CHUNK_BYTES) {
    throw new UnsupportedError(
      `chunker "${chunker}" is not supported: use size-N with N from ${MIN_CHUNK_BYTES} to ${MAX_CHUNK_BYTES}.`,
    );
  }
  return { ...PROFILE, chunkBytes };
}
