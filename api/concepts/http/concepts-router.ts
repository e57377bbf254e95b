import { type Request, type Response, Router } from 'express';
import { isUnchanged } from '../../platform/http/conditional-request.ts';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import type { ConceptFormat } from '../domain/concept-format.ts';
import { requireVocabulary } from '../services/concept-browsing.ts';
import type { ConceptExports } from '../services/concept-exports.ts';

/** By the ending of the address. */
const FORMATS: Readonly<Record<string, { readonly format: ConceptFormat; readonly type: string }>> = {
  ttl: { format: 'TURTLE', type: 'text/turtle; charset=utf-8' },
  jsonld: { format: 'JSON_LD', type: 'application/ld+json' },
  csv: { format: 'CSV', type: 'text/csv; charset=utf-8' },
};

/** `/concepts.ttl`, `.jsonld` and `.csv`, also `?vocabulary=`, and `/concepts/{vocabulary}/{code}.ttl`, for every origin. Pages have the addresses without an ending. */
export function conceptsRouter(exports: Pick<ConceptExports, 'write'>): Router {
  const router = Router();
  router.get(/^\/concepts\.(ttl|jsonld|csv)$/, async (request, response) => {
    const { vocabulary } = request.query;
    if (typeof vocabulary === 'string') requireVocabulary(vocabulary);
    await send(request, response, {
      exports,
      ending: String(request.params[0]),
      ...(typeof vocabulary === 'string' && { vocabulary }),
    });
  });
  router.get(/^\/concepts\/([A-Za-z]+)\/([A-Za-z0-9-]+)\.(ttl|jsonld|csv)$/, async (request, response) => {
    const [vocabulary, code, ending] = [0, 1, 2].map((at) => String(request.params[at]));
    await send(request, response, { exports, ending, vocabulary, code });
  });
  router.get(/^\/concepts\/[A-Za-z]+\/[A-Za-z0-9-]+$/, (request, response, next) => {
    const ending = RDF_ENDINGS[request.accepts('html', ...Object.keys(RDF_ENDINGS)) || 'html'];
    if (ending === undefined) next();
    else response.vary('Accept').redirect(303, `${request.path}.${ending}`);
  });
  return router;
}

/** What a program that asks a concept's address for RDF is sent on to; people get the page. */
const RDF_ENDINGS: Readonly<Record<string, string>> = {
  'text/turtle': 'ttl',
  'application/ld+json': 'jsonld',
};

interface Asked {
  readonly exports: Pick<ConceptExports, 'write'>;
  readonly ending: string | undefined;
  readonly vocabulary?: string | undefined;
  readonly code?: string | undefined;
}

async function send(
  request: Request,
  response: Response,
  { exports, ending = '', ...asked }: Asked,
): Promise<void> {
  const known = FORMATS[ending];
  const written = known === undefined ? null : await exports.write({ format: known.format, ...asked });
  if (known === undefined || written === null)
    throw new NotFoundError(`Concept ${asked.vocabulary ?? ''}/${asked.code ?? ''}`);
  const etag = `"concepts-${written.version}"`;
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cache-Control': 'no-cache',
    ETag: etag,
  });
  if (isUnchanged(request, etag)) {
    response.status(304).end();
    return;
  }
  const name = asked.code === undefined ? 'concepts' : `${asked.vocabulary ?? ''}-${asked.code}`;
  response.set('Content-Disposition', `inline; filename="${name}.${ending}"`);
  // Bytes: to a text Express adds a charset, which JSON-LD has none of.
  response.set('Content-Type', known.type).send(Buffer.from(written.text));
}
