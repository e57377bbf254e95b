import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { licenseIdFrom } from '@lanran/protocol/kernel/ids';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { PackagesRouterOptions } from '@lanran/api/delivery/http/packages-router';
import type { PackageOrder, PackageReader } from '@lanran/api/delivery/services/package-streams';
import {
  ContentMissingError,
  CredentialsRequiredError,
  ForbiddenError,
  NotFoundError,
} from '@lanran/api/platform/kernel/errors';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import type { NumberedThings } from '@lanran/api/papers/services/numbered-things';
import { FilesPlatform } from './platform.ts';

const LICENSE = licenseIdFrom(77n);
const NUMBER = shortNumberOf(LICENSE);
const PIECE = Buffer.alloc(65_536, 1);

let platform: FilesPlatform;
/** What packages are made of, and who may have them. */
const made = {
  pieces: 4,
  isOpen: true,
  isLost: false,
  orders: [] as (PackageOrder & { readonly reader: PackageReader })[],
  onEnd: (): void => undefined,
};

const packages: PackagesRouterOptions['packages'] = {
  open: async (reader, order) => {
    if ('actor' in reader && reader.actor.kind === 'anonymous') throw new CredentialsRequiredError();
    made.orders.push({ reader, ...order });
    const { pieces } = made;
    return {
      filename: `lanran-1.${order.format}`,
      archive: {
        mediaType: 'application/zip',
        bytes: pieces * PIECE.length,
        async *write() {
          try {
            for (let at = 0; at < pieces; at += 1) {
              if (made.isLost && at === 2) throw new ContentMissingError('It is gone.');
              yield [PIECE];
            }
          } finally {
            made.onEnd();
          }
        },
      },
    };
  },
  requireOpen: async () => {
    if (!made.isOpen) throw new ForbiddenError('It was revoked.');
  },
};

const numbered = {
  licenseId: async (_: Actor, number: string) => {
    if (number.toUpperCase() !== NUMBER) throw new NotFoundError(`License ${number}`);
    return LICENSE;
  },
} as NumberedThings;

beforeAll(async () => {
  platform = await FilesPlatform.start({ app: { packages, numbered } });
});
afterAll(() => platform.close());
beforeEach(() => {
  Object.assign(made, { pieces: 4, isOpen: true, isLost: false, orders: [], onEnd: () => undefined });
});

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${platform.url}${path}`, { headers: { Authorization: 'Bearer studio' }, ...init });

it.each(['zip', 'tar', 'car'] as const)(
  'sends a whole package as %s, with its length and name',
  async (format) => {
    const response = await ask(`/packages/${LICENSE}.${format}?version=2`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe(String(4 * PIECE.length));
    expect(response.headers.get('content-disposition')).toContain(`lanran-1.${format}`);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect((await response.arrayBuffer()).byteLength).toBe(4 * PIECE.length);
    expect(made.orders).toMatchObject([{ licenseId: LICENSE, format, version: 2 }]);
    const head = await ask(`/packages/${LICENSE}.${format}`, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(4 * PIECE.length));
  },
);

it('finds a license by its short number, and says what is wrong with one', async () => {
  expect((await ask(`/packages/${NUMBER.toLowerCase()}.tar`)).status).toBe(200);
  expect(made.orders).toMatchObject([{ licenseId: LICENSE, format: 'tar' }]);
  const other = await ask(`/packages/${shortNumberOf(licenseIdFrom(1n << 255n))}.zip`);
  expect(other.status).toBe(404);
});

it('takes a delivery token for what it is', async () => {
  await ask(`/packages/${LICENSE}.zip`, { headers: { Authorization: 'Bearer ldt_x' } });
  expect(made.orders).toMatchObject([{ reader: { deliveryToken: 'ldt_x' } }]);
});

it('has no package of another name, and asks strangers who they are', async () => {
  for (const name of [`${LICENSE}.rar`, LICENSE, '0x12.zip', `${LICENSE}.zip.zip`])
    expect((await ask(`/packages/${name}`)).status).toBe(404);
  expect((await ask(`/packages/${LICENSE}.zip?version=x`)).status).toBe(400);
  const stranger = await ask(`/packages/${LICENSE}.zip`, { headers: {} });
  expect([stranger.status, stranger.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
});

it('breaks off where a file is lost, and never ends well', async () => {
  made.isLost = true;
  const response = await ask(`/packages/${LICENSE}.zip`);
  await expect(response.arrayBuffer()).rejects.toThrow();
});

it('breaks off when it is revoked, also while its reader is slow', async () => {
  made.pieces = 100_000;
  const response = await slowReader(`/packages/${LICENSE}.zip`);
  const ended = new Promise<void>((resolve) => {
    made.onEnd = resolve;
  });
  made.isOpen = false;
  await ended;
  // What was on its way is all that comes.
  const [error] = (await once(response.resume(), 'error')) as [Error];
  expect(error.message).toBe('aborted');
});

/** Takes what comes at first, and no more until the connection ends. */
async function slowReader(path: string): Promise<IncomingMessage> {
  const asked = get(new URL(path, platform.url), { headers: { Authorization: 'Bearer studio' } });
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  response.once('readable', () => void response.read(1));
  return response;
}
