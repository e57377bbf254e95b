import type { CID } from 'multiformats/cid';
import type { Audience } from '../blocks/block-index.ts';
import type { ContentReader, DirectoryEntry } from '../files/content-reader.ts';
import { PathNotFoundError } from '../errors.ts';
import type { FileContent } from '../files/file-content.ts';
import { endsUnchanged, type Exchange } from './gateway-answers.ts';

/** Part of the listing's tag. Change it whenever the listing's HTML changes. */
const LISTING_FORM = 'lanran-1';

/** The directory's own page, or null for one that is listed. @throws BlockNotFoundError when the page is not held */
export async function findIndexPage(
  directory: CID,
  audience: Audience,
  reader: ContentReader,
): Promise<FileContent | null> {
  try {
    const { cid } = await reader.trace(`${directory.toString()}/index.html`, audience);
    const content = await reader.content(cid, audience);
    return content.kind === 'file' ? content : null;
  } catch (error) {
    if (error instanceof PathNotFoundError) return null;
    throw error;
  }
}

/** Answers with links to a directory's entries. `path` ends with a slash. */
export async function sendListing(
  { request, response }: Exchange,
  { cid, path, audience }: { cid: CID; path: string; audience: Audience },
  reader: ContentReader,
): Promise<void> {
  if (endsUnchanged({ request, response }, `"DirIndex-${LISTING_FORM}_CID-${cid.toString()}"`)) return;
  // The page is made here, and a later version may make another of the same CID.
  if (audience === 'anyone')
    response.setHeader('Cache-Control', 'public, max-age=604800, stale-while-revalidate=2678400');
  const items: string[] = [];
  for await (const entry of reader.entries(cid, audience)) items.push(`<li>${renderEntry(path, entry)}</li>`);
  const title = escapeHtml(path);
  const html = `<!doctype html><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><ul>${items.join('')}</ul>\n`;
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(html),
  });
  response.end(request.method === 'HEAD' ? undefined : html);
}

function renderEntry(path: string, { name, kind, bytes, target }: DirectoryEntry): string {
  const href = `${path}${name}`.split('/').map(encodeURIComponent).join('/');
  const link = (text: string): string => `<a href="${href}${kind === 'directory' ? '/' : ''}">${text}</a>`;
  const text = escapeHtml(name);
  if (kind === 'directory') return link(text) + '/';
  if (kind === 'symlink') return `${link(text)} → ${escapeHtml(target)}`;
  return kind === 'file' ? `${link(text)} (${bytes} bytes)` : link(text);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
