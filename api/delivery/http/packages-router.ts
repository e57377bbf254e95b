import { type Request, Router } from 'express';
import { type LicenseId, parseLicenseId } from '@lanran/protocol/kernel/ids';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { isDeliveryToken } from '../domain/delivery-token.ts';
import {
  PACKAGE_FORMATS,
  type PackageFormat,
  type PackageReader,
  type PackageStreams,
} from '../services/package-streams.ts';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import { cutOffWhenRefused } from '../../platform/http/cut-off.ts';
import { sendPortions } from '../../platform/http/send-range.ts';
import { type Authenticate, actorOf, bearerOf } from '../../platform/http/session.ts';
import { versionIn } from './version-in.ts';

export interface PackagesRouterOptions {
  readonly packages: Pick<PackageStreams, 'open' | 'requireOpen'>;
  readonly authenticate: Authenticate;
}

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
    cutOffWhenRefused(response, async () =>
      packages.requireOpen(await readerOf(request, authenticate), licenseId),
    );
    await sendPortions(archive.write(), response);
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
