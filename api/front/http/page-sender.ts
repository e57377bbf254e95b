import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request } from 'express';
import type { Language } from '@lanran/protocol/kernel/language';
import { isUnchanged } from '../../platform/http/conditional-request.ts';
import { readSessionCookie } from '../../platform/http/session-cookie.ts';
import type { SendPage } from '../../platform/http/web-router.ts';
import { languageIn, type PageAddress, readPageAddress } from '../domain/page-address.ts';
import type { KeptAnswers } from '../services/kept-answers.ts';
import type { DescribedPage, Pages } from '../services/pages.ts';
import type { BuiltPage, BuiltPages } from './built-pages.ts';
import { fillPage, type FirstAnswer } from './page-html.ts';

/** Of a page that is made for a visitor who waits for it. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

export interface Rendered {
  readonly status: number;
  readonly etag: string;
  readonly bytes: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

export interface PageSenderOptions {
  readonly pages: Pick<Pages, 'describe'>;
  readonly kept: KeptAnswers<Rendered>;
  readonly built: BuiltPages | null;
  /** What a stranger is answered to a query; null where it is refused. */
  readonly answerStranger: (question: {
    readonly query: string;
    readonly variables: Readonly<Record<string, unknown>>;
  }) => Promise<unknown>;
}

/** Serves the client's page with what machines and the first paint need, the same for all strangers. */
export function pageSender(options: PageSenderOptions): SendPage {
  return async (template, request, response) => {
    const search = new URLSearchParams(request.url.split('?')[1] ?? '');
    const address = readPageAddress(request.path, search);
    const asked = languageOf(request, search);
    // Whoever is signed in may see more: the page asks for it then.
    const isStranger = readSessionCookie(request) === null;
    const question = JSON.stringify([address, asked, isStranger]);
    const rendered = await options.kept.keep(question, async () =>
      render(await makePage({ template, address, asked, isStranger }, options)),
    );
    response.vary('Accept-Encoding').vary('Accept-Language').vary('Cookie');
    response.status(rendered.status).type('html');
    response.set({ 'Cache-Control': 'no-cache', ETag: rendered.etag });
    if (rendered.status === 200 && isUnchanged(request, rendered.etag))
      return void response.status(304).end();
    const encoding = request.acceptsEncodings('br', 'gzip');
    if (encoding === 'br' || encoding === 'gzip') response.set('Content-Encoding', encoding);
    const bytes = encoding === 'br' || encoding === 'gzip' ? rendered[encoding] : rendered.bytes;
    response.set('Content-Length', String(bytes.length));
    // Not `send`, which would put an ETag of its own and look at conditions again.
    response.end(request.method === 'HEAD' ? undefined : bytes);
  };
}

interface AskedPage {
  readonly template: string;
  readonly address: PageAddress;
  readonly asked: { readonly language: Language; readonly isLanguageNamed: boolean };
  readonly isStranger: boolean;
}

async function makePage(
  { template, address, asked, isStranger }: AskedPage,
  { pages, built, answerStranger }: PageSenderOptions,
): Promise<{ readonly status: number; readonly html: string }> {
  const page = await pages.describe(address, asked);
  const { paint } = page;
  const needed = paint === null || built === null ? null : built[paint.page];
  const answer = isStranger ? await findAnswer(needed, page, answerStranger) : null;
  const html = fillPage(template, { page, language: asked.language, built: needed, answer });
  return { status: page.exists ? 200 : 404, html };
}

async function findAnswer(
  built: BuiltPage | null,
  { paint }: DescribedPage,
  answerStranger: PageSenderOptions['answerStranger'],
): Promise<FirstAnswer | null> {
  if (built === null || paint === null) return null;
  const { operation, query } = built;
  const variables = { ...built.variables, ...paint.variables };
  const data = await answerStranger({ query, variables });
  return data === null ? null : { operation, variables, data };
}

/** What the address names, else the first that the visitor reads. */
function languageOf(request: Request, search: URLSearchParams) {
  const named = languageIn(search);
  const preferred = request.acceptsLanguages('en', 'zh');
  return { language: named ?? (preferred === 'zh' ? 'zh' : 'en'), isLanguageNamed: named !== null } as const;
}

/**
 * Compressed once, and kept. BREACH (CVE-2013-3587) needs a secret in an answer that repeats what an attacker sends: these pages
 * hold nothing of a session and nothing of a request but public ids.
 */
async function render({
  status,
  html,
}: {
  readonly status: number;
  readonly html: string;
}): Promise<Rendered> {
  const bytes = Buffer.from(html);
  const [br, gz] = await Promise.all([promisify(brotliCompress)(bytes, QUALITY), promisify(gzip)(bytes)]);
  const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
  return { status, etag, bytes, br, gzip: gz };
}
