import { type Request, type Response, Router } from 'express';
import { type LicenseId, parseLicenseId } from '@lanran/protocol/kernel/ids';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { isDeliveryToken } from '../domain/delivery-token.ts';
import {
  PACKAGE_FORMATS,
  type PackageFormat,
  type PackageReader,
  type PackageStreams,
} from '../services/package-streams.ts';
import { NotFoundError, UnavailableError } from '../../platform/kernel/errors.ts';
import { sendPortions } from '../../platform/http/send-range.ts';
import { type Authenticate, actorOf, bearerOf } from '../../platform/http/session.ts';
import { versionIn } from './version-in.ts';

export interface PackagesRouterOptions {
  readonly packages: Pick<PackageStreams, 'open' | 'requireOpen'>;
  readonly authenticate: Authenticate;
}

/** With what it takes to ask, a revocation ends a stream within a second. */
const ASK_EVERY_MS = 400;
/** A chain that is away for so long may have ended the license. */
const MOST_UNKNOWN_MS = 10_000;

/**
 * `GET` and `HEAD /packages/{license id}.zip`, `.tar`, `.car`: the whole package of a license as one stream, by a session or a
 * delivery token. No ranges: it is made while it is sent. What can't be sent to its end is cut off.
 */
export function packagesRouter({ packages, authenticate }: PackagesRouterOptions): Router {
  const router = Router();
  router.get('/:name', async (request, response) => {
    const { licenseId, format } = parseName(request.params.name);
    const reader = await readerOf(request, authenticate);
    const { filename, archive } = await packages.open(reader, {
      licenseId,
      format,
      version: versionIn(request),
    });
    response.attachment(filename);
    response.set({
      'Content-Type': archive.mediaType,
      'Content-Length': String(archive.bytes),
      'Accept-Ranges': 'none',
      'Cache-Control': 'private, no-store',
      Vary: 'Authorization, Cookie',
      'X-Content-Type-Options': 'nosniff',
    });
    if (request.method === 'HEAD') return void response.end();
    const watch = watchWhile(response, async () =>
      packages.requireOpen(await readerOf(request, authenticate), licenseId),
    );
    try {
      await sendPortions(archive.write(), response);
    } finally {
      watch.stop();
    }
  });
  return router;
}

function parseName(name: string): { readonly licenseId: LicenseId; readonly format: PackageFormat } {
  const [, id = '', ending = ''] = /^(0x[0-9a-f]{1,64})\.([a-z]{3})$/.exec(name) ?? [];
  const format = PACKAGE_FORMATS.find((each) => each === ending);
  try {
    if (format !== undefined) return { licenseId: parseLicenseId(id), format };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
  }
  throw new NotFoundError(`Package ${name.slice(0, 100)}`);
}

async function readerOf(request: Request, authenticate: Authenticate): Promise<PackageReader> {
  const token = bearerOf(request);
  if (token !== null && isDeliveryToken(token)) return { deliveryToken: token };
  return { actor: await actorOf(request, authenticate) };
}

/** Asks again and again whether what is sent may still be sent, also while its reader is slow; then cuts it off. */
function watchWhile(response: Response, requireOpen: () => Promise<void>): { stop(): void } {
  let isAsking = false;
  let unknownSince: number | null = null;
  const ask = async () => {
    if (isAsking) return;
    isAsking = true;
    try {
      await requireOpen();
      unknownSince = null;
    } catch (error) {
      unknownSince ??= performance.now();
      const isUnknown = error instanceof UnavailableError;
      if (!isUnknown || performance.now() - unknownSince > MOST_UNKNOWN_MS) response.destroy();
    } finally {
      isAsking = false;
    }
  };
  const timer = setInterval(() => void ask(), ASK_EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
