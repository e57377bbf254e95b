import type { Audience } from '../blocks/block-index.ts';
import type { ContentReader, DirectoryEntry } from '../files/content-reader.ts';
import { InvalidInputError, IsDirectoryError, UnsupportedError } from '../errors.ts';
import type { FileContent } from '../files/file-content.ts';
import { sendJson, sendJsonLines, sendPortions } from './answers.ts';
import type { RpcCall } from './rpc-call.ts';

/** Kubo's numbers for what a link leads to (UnixFS DataType). */
const LINK_TYPE = { unknown: 0, directory: 1, file: 2, symlink: 4 } as const;

interface LsLink {
  Name: string;
  Hash: string;
  Size: number;
  Type: number;
  Target: string;
}

/** `cat`: the content of one or more files, from `offset`, at most `length` bytes. */
export async function cat({ query, response, audience, store }: RpcCall): Promise<void> {
  const offset = query.count('offset') ?? 0;
  const length = query.count('length') ?? Number.MAX_SAFE_INTEGER;
  const files: FileContent[] = [];
  for (const path of query.paths()) files.push(await fileAt(path, store.reader, audience));
  const ranges = cut(files, { offset, length });
  const total = ranges.reduce((sum, range) => sum + range.length, 0);
  const headers = {
    'Content-Type': 'text/plain',
    'X-Content-Type-Options': 'nosniff',
    'X-Stream-Output': '1',
    'Content-Length': total,
  };
  const portions = async function* (): AsyncGenerator<Buffer> {
    for (const { file, offset: start, length: taken } of ranges)
      yield* (await file.read(start, taken)) as AsyncIterable<Buffer>;
  };
  await sendPortions(response, { status: 200, headers }, portions());
}

/** `ls`: a directory's entries, or the blocks that a file's root links to. */
export async function ls({ query, response, audience, store }: RpcCall): Promise<void> {
  const paths = query.paths();
  const links = (path: string): AsyncGenerator<LsLink> => linksAt(path, store.reader, audience);
  if (query.flag('stream', false)) {
    await sendJsonLines(
      response,
      (async function* () {
        for (const path of paths) {
          for await (const link of links(path)) yield { Objects: [{ Hash: path, Links: [link] }] };
        }
      })(),
    );
    return;
  }
  const objects: { Hash: string; Links: LsLink[] }[] = [];
  for (const path of paths) {
    const listed: LsLink[] = [];
    for await (const link of links(path)) listed.push(link);
    objects.push({ Hash: path, Links: listed.sort((a, b) => compareNames(a.Name, b.Name)) });
  }
  sendJson(response, { Objects: objects });
}

/** `block/get`: one block's bytes, hashed again before they leave. */
export async function blockGet({ query, response, audience, store }: RpcCall): Promise<void> {
  const cid = await store.reader.resolve(query.path(), audience);
  const block = await store.reader.block(cid, audience);
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': block.length });
  response.end(block);
}

export async function blockStat({ query, response, audience, store }: RpcCall): Promise<void> {
  const cid = await store.reader.resolve(query.path(), audience);
  sendJson(response, { Key: cid.toString(), Size: store.reader.blockSize(cid, audience) });
}

async function fileAt(path: string, reader: ContentReader, audience: Audience): Promise<FileContent> {
  const content = await reader.content(await reader.resolve(path, audience), audience);
  if (content.kind === 'directory') throw new IsDirectoryError();
  if (content.kind === 'symlink')
    throw new UnsupportedError(`${path} is a symbolic link to "${content.target}", which is not followed.`);
  return content;
}

async function* linksAt(path: string, reader: ContentReader, audience: Audience): AsyncGenerator<LsLink> {
  const cid = await reader.resolve(path, audience);
  if ((await reader.content(cid, audience)).kind === 'directory') {
    for await (const entry of reader.entries(cid, audience)) yield linkOf(entry);
    return;
  }
  for (const part of await reader.parts(cid, audience))
    yield linkOf({ name: '', kind: 'file', target: '', ...part });
}

function linkOf({ name, cid, kind, bytes, target }: DirectoryEntry): LsLink {
  return { Name: name, Hash: cid.toString(), Size: bytes, Type: LINK_TYPE[kind], Target: target };
}

/** The parts of the files, taken as one, that lie in the range. */
function cut(
  files: readonly FileContent[],
  { offset, length }: { offset: number; length: number },
): { file: FileContent; offset: number; length: number }[] {
  if (!Number.isSafeInteger(offset)) throw new InvalidInputError('option "offset" is too large.');
  let skip = offset;
  let left = length;
  return files.flatMap((file) => {
    const start = Math.min(skip, file.bytes);
    const taken = Math.min(left, file.bytes - start);
    skip -= start;
    left -= taken;
    return taken === 0 ? [] : [{ file, offset: start, length: taken }];
  });
}

/** By bytes of UTF-8, as Go sorts. */
function compareNames(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
