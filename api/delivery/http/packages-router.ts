import { type Request, Router } from 'express';
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
import { type FindLicenseId, licenseIn } from './license-in.ts';
import { versionIn } from './version-in.ts';

export interface PackagesRouterOptions {
  readonly packages: Pick<PackageStreams, 'open' | 'requireOpen'>;
  readonly authenticate: Authenticate;
  readonly findLicenseId: FindLicenseId;
}

/**
 * `GET` and `HEAD /packages/{license}.zip`, `.tar`, `.car`: the whole package of a license, by its id or short number, as one stream, by a session or a
 * delivery token. No ranges: it is made while it is sent. What can't be sent to its end is cut off.
 */
export function packagesRouter({ packages, authenticate, findLicenseId }: PackagesRouterOptions): Router {
  const router = Router();
  router.get('/:name', async (request, response) => {
    const { license, format } = parseName(request.params.name);
    const reader = await readerOf(request, authenticate);
    const licenseId = await licenseIn(license, findLicenseId);
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

function parseName(name: string): { readonly license: string; readonly format: PackageFormat } {
  const [, license = '', ending = ''] = /^([^.]+)\.([a-z]{3})$/.exec(name) ?? [];
  const format = PACKAGE_FORMATS.find((each) => each === ending);
  if (format === undefined) throw new NotFoundError(`Package ${name.slice(0, 100)}`);
  return { license, format };
}

async function readerOf(request: Request, authenticate: Authenticate): Promise<PackageReader> {
  const token = bearerOf(request);
  if (token !== null && isDeliveryToken(token)) return { deliveryToken: token };
  return { actor: await actorOf(request, authenticate) };
}
