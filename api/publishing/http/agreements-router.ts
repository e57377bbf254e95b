import { type Request, Router } from 'express';
import {
  agreementFileName,
  type LicenseAgreement,
  MAX_AGREEMENT_BYTES,
} from '@lanran/protocol/licensing/license-agreement';
import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { uploadBody } from '../../ingest/http/upload-body.ts';
import { isUnchanged } from '../../platform/http/conditional-request.ts';
import { type Authenticate, actorOf } from '../../platform/http/session.ts';
import { BadInputError, SignInRequiredError } from '../../platform/kernel/errors.ts';
import type { AgreementsService } from '../services/agreements.ts';

export interface AgreementsRouterOptions {
  readonly agreements: Pick<AgreementsService, 'add' | 'text'>;
  readonly authenticate: Authenticate;
}

/**
 * `POST /agreements?organization=&file=&en=&zh=&preselect=`: the body is the text; by an editor. `GET` and `HEAD
 * /agreements/{sha256}`: the text, for anybody and every origin.
 */
export function agreementsRouter({ agreements, authenticate }: AgreementsRouterOptions): Router {
  const router = Router();
  router.post('/', async (request, response) => {
    try {
      const actor = await actorOf(request, authenticate);
      if (actor.kind === 'anonymous') throw new SignInRequiredError();
      const { organization, file, en, zh, preselect } = request.query;
      const added = await agreements.add(actor, organizationOf(organization), {
        fileName: textOf(file, 'file'),
        name: { en: optionalText(en), zh: optionalText(zh) },
        content: await contentOf(request),
        isPreselected: preselect === 'true',
      });
      response
        .status(201)
        .set('Cache-Control', 'no-store')
        .json({ agreement: shown(added) });
    } finally {
      // A client that is cut off while it sends would miss the reason of a refusal.
      request.resume();
    }
  });
  // Express answers HEAD by the handler of GET.
  router.get('/:sha256', async (request, response) => {
    const { content, ...text } = await agreements.text(request.params.sha256);
    const etag = `"${text.sha256}"`;
    response.set({
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Cache-Control': 'public, no-cache',
      ETag: etag,
      // Texts come from anyone: a browser must neither guess their type nor run them.
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
    });
    if (isUnchanged(request, etag)) return void response.status(304).end();
    // Browsers show no PDF in a sandbox.
    const disposition = text.mediaType === 'application/pdf' ? 'attachment' : 'inline';
    response.set('Content-Disposition', `${disposition}; filename="${agreementFileName(text)}"`);
    response.set('Content-Type', typeOf(text)).send(Buffer.from(content));
  });
  return router;
}

function typeOf({ mediaType }: Pick<LicenseAgreement, 'mediaType'>): string {
  return mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType;
}

function shown({ sha256, bytes, mediaType, name }: LicenseAgreement): LicenseAgreement {
  return { sha256, bytes, mediaType, name };
}

function organizationOf(value: unknown) {
  try {
    return parseOrganizationId(textOf(value, 'organization'));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new BadInputError('organization', 'must be the id of your organization.');
  }
}

function textOf(value: unknown, field: string): string {
  const text = optionalText(value);
  if (text === null) throw new BadInputError(field, 'is missing from the address.');
  return text;
}

function optionalText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** @throws BadInputError when it is longer than allowed, or the connection breaks before the end */
async function contentOf(request: Request): Promise<Uint8Array> {
  const portions: Uint8Array[] = [];
  let bytes = 0;
  const announced = Number(request.get('Content-Length') ?? 0);
  if (announced > MAX_AGREEMENT_BYTES) throw tooLong(announced);
  for await (const portion of uploadBody(request)) {
    // Portions share their memory: what is kept is copied.
    portions.push(Buffer.from(portion));
    bytes += portion.length;
    if (bytes > MAX_AGREEMENT_BYTES) throw tooLong(bytes);
  }
  if (!request.complete)
    throw new BadInputError(
      'agreement',
      'was cut off on its way, and nothing of it was kept. Send it again.',
    );
  return Buffer.concat(portions);
}

function tooLong(bytes: number): BadInputError {
  return new BadInputError(
    'agreement',
    `has ${bytes} bytes or more; at most ${MAX_AGREEMENT_BYTES} are allowed. Make it smaller.`,
  );
}
