import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type Request, type Response, Router } from 'express';

/** `style-src` allows what react-aria writes into `style` elements; scripts come from here alone. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "media-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Nothing of ours asks for these; whatever runs in a page can't either. Clipboard, full screen and files stay as they are. */
const PERMISSIONS = [
  'bluetooth',
  'camera',
  'display-capture',
  'geolocation',
  'hid',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
]
  .map((name) => `${name}=()`)
  .join(', ');

/** A worker follows the policy that its own file came with; hashing files there compiles WebAssembly. */
const WORKER_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "frame-ancestors 'none'",
].join('; ');

const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

const NAMES_FILE = /\.\w{1,8}$/;

/** What the build writes; a page's own path never ends like one of these. */
const INDEX = 'index.html';

/** Sends the client's page for the address that is asked for; `template` is the page as it was built. */
export type SendPage = (template: string, request: Request, response: Response) => Promise<void>;

/**
 * The web client: its built files, and its one page for every address that a person opens and nothing else serves.
 * Null when it was not built, as for an API alone.
 */
export function webRouter(webDir: string, sendPage: SendPage): Router | null {
  if (!existsSync(join(webDir, INDEX))) return null;
  const files = new Set(listFiles(webDir));
  const template = readFileSync(join(webDir, INDEX), 'utf8');
  const router = Router();
  router.use((request, response, next) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const path = request.path.slice(1);
    if (isRead && path !== INDEX && files.has(path)) {
      sendBuilt(request, response, { webDir, files, path });
    } else if (isRead && asksForPage(request)) {
      response.set({
        'Content-Security-Policy': PAGE_POLICY,
        'Permissions-Policy': PERMISSIONS,
        Vary: 'Accept',
      });
      void sendPage(template, request, response).catch(next);
    } else {
      next();
    }
  });
  return router;
}

/**
 * Asked for by name, as browsers do, or by a program that takes anything, as previews of shared links and curl do. A script of
 * a page, which says what it fetches for, is told what there is none of; so is who asks for a file.
 */
function asksForPage(request: Request): boolean {
  if (request.accepts(['html', 'json']) !== 'html') return false;
  if ((request.get('Accept') ?? '').includes('text/html')) return true;
  const purpose = request.get('Sec-Fetch-Dest');
  return (purpose === undefined || purpose === 'document') && !NAMES_FILE.test(request.path);
}

interface Built {
  readonly webDir: string;
  readonly files: ReadonlySet<string>;
  readonly path: string;
}

function sendBuilt(request: Request, response: Response, { webDir, files, path }: Built): void {
  const encoding = ENCODINGS.find(([name, ending]) => files.has(path + ending) && accepts(request, name));
  // Names in assets/ carry a hash of their content.
  const isHashed = path.startsWith('assets/');
  response.vary('Accept-Encoding').type(path.slice(path.lastIndexOf('.')));
  if (path.endsWith('.js')) response.set('Content-Security-Policy', WORKER_POLICY);
  if (encoding !== undefined) response.set('Content-Encoding', encoding[0]);
  response.sendFile(`${path}${encoding?.[1] ?? ''}`, {
    root: webDir,
    cacheControl: false,
    etag: true,
    headers: { 'Cache-Control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache' },
  });
}

function accepts(request: Request, encoding: string): boolean {
  return request.acceptsEncodings(encoding) === encoding;
}

/** Paths with forward slashes; what the build keeps for itself is not served. */
function listFiles(webDir: string): string[] {
  return readdirSync(webDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(webDir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.startsWith('.') && !path.startsWith('sources.'));
}
