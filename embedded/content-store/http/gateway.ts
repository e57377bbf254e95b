import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CID } from 'multiformats/cid';
import { extname } from 'node:path';
import type { ContentReader } from '../files/content-reader.ts';
import type { Audience } from '../blocks/block-index.ts';
import { BlockNotFoundError, InvalidInputError, NotCachedError } from '../errors.ts';
import { bytesContent, type FileContent } from '../files/file-content.ts';
import { audienceOf } from './access.ts';
import { sendText } from './answers.ts';
import { dispositionOf, endsUnchanged, type Exchange, sendRepresentation } from './gateway-answers.ts';
import { sendBlocks } from './gateway-blocks.ts';
import { findIndexPage, sendListing } from './gateway-directory.ts';
import { formatOf } from './gateway-formats.ts';
import type { RpcOptions } from './rpc.ts';

export const GATEWAY_PREFIX = '/ipfs/';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.json': 'application/json',
  '.mov': 'video/quicktime',
  '.mp4': 'video/mp4',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.txt': 'text/plain; charset=utf-8',
  '.webm': 'video/webm',
  '.webp': 'image/webp',
  '.xml': 'application/xml',
};

interface Asked {
  cid: CID;
  /** The CIDs that the path leads over. */
  over: readonly CID[];
  path: string;
  /** Percent-encoded, as it was asked for. */
  url: URL;
  audience: Audience;
}

/** Serves `GET` and `HEAD /ipfs/{cid}[/path]` (https://specs.ipfs.tech/http-gateways/path-gateway/). */
export async function serveGateway(
  request: IncomingMessage,
  response: ServerResponse,
  options: RpcOptions,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    sendText(response, 405, '405 - Method Not Allowed: use GET or HEAD');
    return;
  }
  try {
    await serveRead({ request, response }, options);
  } catch (error) {
    const isHeldAsked = /\bonly-if-cached\b/i.test(request.headers['cache-control'] ?? '');
    if (!(error instanceof BlockNotFoundError) || !isHeldAsked) throw error;
    throw new NotCachedError(error);
  }
}

async function serveRead(exchange: Exchange, { store, token }: RpcOptions): Promise<void> {
  const { request, response } = exchange;
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (!url.pathname.startsWith(GATEWAY_PREFIX)) {
    sendText(response, 404, '404 page not found');
    return;
  }
  const path = decodePath(url.pathname);
  const audience = audienceOf(request, token);
  const format = formatOf(request, url.searchParams);
  const { cid, over, passed } = await store.reader.trace(path, audience);
  const asked = { cid, over, path, url, audience };
  writeContentHeaders(response, asked, store.reader);
  if (format !== null) {
    const blocks = { cid, passed, audience, filename: url.searchParams.get('filename') };
    await sendBlocks(exchange, blocks, { format, reader: store.reader });
    return;
  }
  const content = await store.reader.content(cid, audience);
  if (content.kind === 'directory') await sendDirectory(exchange, asked, store.reader);
  else if (content.kind === 'file')
    await sendFile(exchange, asked, { content, contentType: typeByName(nameOf(asked)) });
  else {
    const target = bytesContent(Buffer.from(content.target));
    await sendFile(exchange, asked, { content: target, contentType: 'inode/symlink' });
  }
}

async function sendFile(
  exchange: Exchange,
  { cid }: Asked,
  { content, contentType }: { content: FileContent; contentType: string },
): Promise<void> {
  const tag = `"${cid.toString()}"`;
  if (endsUnchanged(exchange, tag)) return;
  await sendRepresentation(exchange, { tag, contentType, ...content });
}

/** A directory's page or listing is below a path that ends with a slash, so that links in it are below it too. */
async function sendDirectory(exchange: Exchange, asked: Asked, reader: ContentReader): Promise<void> {
  const { cid, url, path, audience } = asked;
  if (!path.endsWith('/')) {
    exchange.response.writeHead(301, { Location: `${url.pathname}/${url.search}` }).end();
    return;
  }
  // Below a public CID there may be private ones, which only the platform is shown.
  if (audience === 'platform') exchange.response.setHeader('Cache-Control', 'private, no-store');
  const content = await findIndexPage(cid, audience, reader);
  if (content === null) await sendListing(exchange, asked, reader);
  else await sendFile(exchange, asked, { content, contentType: typeByName('index.html') });
}

function writeContentHeaders(response: ServerResponse, asked: Asked, reader: ContentReader): void {
  const { cid, over, path, url } = asked;
  response.setHeader('X-Ipfs-Path', encodeURI(path));
  response.setHeader('X-Ipfs-Roots', over.join(','));
  response.setHeader('X-Content-Type-Options', 'nosniff');
  // Stored files are other people's: no script of theirs may run as this origin.
  response.setHeader(
    'Content-Security-Policy',
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:",
  );
  // What a CID names never changes, so only privacy limits how long it may be kept.
  response.setHeader(
    'Cache-Control',
    reader.isPublic(cid) ? 'public, max-age=29030400, immutable' : 'private, no-store',
  );
  if (url.searchParams.get('download') === 'true')
    response.setHeader('Content-Disposition', dispositionOf(nameOf(asked)));
}

function typeByName(name: string): string {
  return CONTENT_TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream';
}

function nameOf({ path, url }: Asked): string {
  return url.searchParams.get('filename') ?? path.slice(path.lastIndexOf('/') + 1);
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch (cause) {
    throw new InvalidInputError(`The path ${pathname} is not percent-encoded UTF-8.`, { cause });
  }
}
