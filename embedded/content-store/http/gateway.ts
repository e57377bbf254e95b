import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CID } from 'multiformats/cid';
import { extname } from 'node:path';
import type { ContentReader } from '../content-reader.ts';
import type { Audience } from '../block-index.ts';
import { InvalidInputError } from '../errors.ts';
import type { FileContent } from '../file-content.ts';
import { audienceOf } from './access.ts';
import { sendPortions, sendText } from './answers.ts';
import { dispositionOf, type Exchange } from './gateway-answers.ts';
import { sendBlocks } from './gateway-blocks.ts';
import { formatOf } from './gateway-formats.ts';
import { matchesTag, parseRange } from './ranges.ts';
import type { RpcOptions } from './rpc.ts';

export const GATEWAY_PREFIX = '/ipfs/';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv; charset=utf-8',
  '.gif': 'image/gif',
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
  path: string;
  audience: Audience;
  query: URLSearchParams;
}

/** Serves `GET` and `HEAD /ipfs/{cid}[/path]` (https://specs.ipfs.tech/http-gateways/path-gateway/). */
export async function serveGateway(
  request: IncomingMessage,
  response: ServerResponse,
  { store, token }: RpcOptions,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    sendText(response, 405, '405 - Method Not Allowed: use GET or HEAD');
    return;
  }
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const path = decodePath(pathname);
  const audience = audienceOf(request, token);
  const format = formatOf(request, searchParams);
  const { cid, passed } = await store.reader.trace(path, audience);
  const asked = { cid, path, audience, query: searchParams };
  writeContentHeaders(response, asked, store.reader);
  if (format !== null) {
    const blocks = { cid, passed, audience, filename: searchParams.get('filename') };
    await sendBlocks({ request, response }, blocks, { format, reader: store.reader });
    return;
  }
  const content = await store.reader.content(asked.cid, audience);
  if (content.kind === 'directory') await sendListing({ request, response }, asked, store.reader);
  else await sendFile({ request, response }, asked, content);
}

async function sendFile({ request, response }: Exchange, asked: Asked, content: FileContent): Promise<void> {
  const tag = `"${asked.cid.toString()}"`;
  response.setHeader('ETag', tag);
  if (matchesTag(request.headers['if-none-match'], tag)) {
    response.writeHead(304).end();
    return;
  }
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('Content-Type', contentTypeOf(asked));
  const ifRange = request.headers['if-range'];
  // If-Range needs a strong match (RFC 9110 §13.1.5): a weak tag or a date never is one.
  const mayCut = ifRange === undefined || ifRange === tag;
  const range = mayCut ? parseRange(request.headers.range, content.bytes) : null;
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${content.bytes}`);
    sendText(response, 416, `The file has ${content.bytes} bytes; the range asked for lies outside.`);
    return;
  }
  const { offset, length } = range ?? { offset: 0, length: content.bytes };
  if (range !== null)
    response.setHeader('Content-Range', `bytes ${offset}-${offset + length - 1}/${content.bytes}`);
  const head = { status: range === null ? 200 : 206, headers: { 'Content-Length': length } };
  if (request.method === 'HEAD') response.writeHead(head.status, head.headers).end();
  else await sendPortions(response, head, (await content.read(offset, length)) as AsyncIterable<Uint8Array>);
}

async function sendListing(
  { request, response }: Exchange,
  asked: Asked,
  reader: ContentReader,
): Promise<void> {
  const base = asked.path.replace(/\/$/, '');
  const items: string[] = [];
  for await (const { name, kind, bytes } of reader.entries(asked.cid, asked.audience)) {
    const href = `${base}/${name}`.split('/').map(encodeURIComponent).join('/');
    const size = kind === 'directory' ? '' : ` (${bytes} bytes)`;
    items.push(`<li><a href="${href}">${escapeHtml(name)}${kind === 'directory' ? '/' : ''}</a>${size}</li>`);
  }
  const title = escapeHtml(asked.path);
  const html = `<!doctype html><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><ul>${items.join('')}</ul>\n`;
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(html),
  });
  response.end(request.method === 'HEAD' ? undefined : html);
}

function writeContentHeaders(
  response: ServerResponse,
  { cid, path, query }: Asked,
  reader: ContentReader,
): void {
  response.setHeader('X-Ipfs-Path', encodeURI(path));
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
  if (query.get('download') === 'true')
    response.setHeader('Content-Disposition', dispositionOf(nameOf(path, query)));
}

function contentTypeOf({ path, query }: Asked): string {
  return CONTENT_TYPES[extname(nameOf(path, query)).toLowerCase()] ?? 'application/octet-stream';
}

function nameOf(path: string, query: URLSearchParams): string {
  return query.get('filename') ?? path.slice(path.lastIndexOf('/') + 1);
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch (cause) {
    throw new InvalidInputError(`The path ${pathname} is not percent-encoded UTF-8.`, { cause });
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
