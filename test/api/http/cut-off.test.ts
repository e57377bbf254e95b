import { createHash, randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { digestFile } from '@lanran/protocol/files/digest';
import {
  assetIdOf,
  type LicenseId,
  licenseIdFrom,
  parseStatementHash,
  randomBytes32,
} from '@lanran/protocol/kernel/ids';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HttpAppOptions } from '@lanran/api/http-app';
import { ForbiddenError, NotFoundError, UnavailableError } from '@lanran/api/platform/kernel/errors';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import { cutOffWhenRefused } from '@lanran/api/platform/http/cut-off';
import { FilesPlatform, MUSEUM, SESSIONS, STUDIO } from './platform.ts';

/** More than sockets hold, so that a reader who waits makes the platform wait. */
const CONTENT = Buffer.alloc(32_000_000, 'lanran');
const PIECE = CONTENT.subarray(0, 65_536);

let platform: FilesPlatform;
/** Of films and copies, which these tests make themselves. */
const made = { isOpen: true, asked: 0, onAsked: (): void => undefined };

function pieces(): Readable {
  const count = Math.ceil(CONTENT.length / PIECE.length);
  const starts = Array.from({ length: count }, (_, at) => at * PIECE.length);
  return Readable.from(starts.map((start) => CONTENT.subarray(start, start + PIECE.length)));
}

const film = { bytes: CONTENT.length, read: async () => pieces(), tag: 'film', isPublic: true };
const app: Partial<HttpAppOptions> = {
  films: {
    open: async () => {
      if (!made.isOpen) throw new NotFoundError('Film');
      return film;
    },
  },
  copyReading: {
    open: async () => ({
      ...{ bytes: CONTENT.length, read: async () => pieces() },
      // What the router reads of them.
      copy: { path: 'plate.exr' } as never,
      made: { sha256: 'aa', form: 'EMBEDDED', mediaType: 'image/x-exr' } as never,
    }),
    requireOpen: async () => {
      made.asked += 1;
      made.onAsked();
      if (!made.isOpen) throw new ForbiddenError('It was revoked.');
    },
    xmp: async () => Promise.reject(new Error('not asked for')),
  },
};

beforeAll(async () => {
  platform = await FilesPlatform.start({ app });
});
afterAll(() => platform.close());

describe('a slow reader of what is not allowed any longer', () => {
  let licenseId: LicenseId;
  let path: string;
  let serial = 900n;
  // The sessions of these tests have one.
  const studio = SESSIONS['studio'] as Actor;

  beforeEach(async () => {
    Object.assign(made, { isOpen: true, asked: 0, onAsked: () => undefined });
    path = await publish();
  });

  async function publish(): Promise<string> {
    const digest = await digestFile([CONTENT]);
    const filePath = platform.staging.pathOf(createHash('md5').update(randomBytes(8)).digest('hex'));
    await writeFile(filePath, CONTENT);
    await platform.content.pinFile({ filePath, expectedCid: digest.cid, isPrivate: true });
    const id = assetIdOf(MUSEUM, randomBytes32());
    const filesField = { count: 1, bytes: CONTENT.length, root: randomBytes32() };
    platform.manifests.set(filesField.root, [{ path: 'plate.exr', salt: randomBytes32(), ...digest }]);
    platform.assets.set(id, {
      id,
      holder: MUSEUM,
      formerHolders: [],
      custodyOffer: null,
      community: null,
      version: 1,
      metadata: { kind: 'FILM', access: 'LICENSED', title: { en: 'Plates' }, terms: [], synthetic: true },
      filesField,
      head: parseStatementHash(randomBytes32()),
      publishedIndex: 1,
      publishedAt: new Date(0),
      isWithdrawn: false,
      isTakenDown: false,
      projectedIndex: 1,
    });
    licenseId = licenseIdFrom(serial++);
    platform.licenses.push({ id: licenseId, licensee: STUDIO, assetId: id });
    platform.liveLicenses.add(licenseId);
    return `/files/${id}.1.0`;
  }

  const token = () =>
    platform.deliveries.issue(studio, { licenseIds: [licenseId], label: 'farm', lastDay: null });

  /** Takes what comes at first, and no more. */
  async function begin(from: string, bearer: string, headers = {}): Promise<IncomingMessage> {
    const asked = get(new URL(from, platform.url), {
      headers: { Authorization: `Bearer ${bearer}`, ...headers },
    });
    // What was on its way when it was cut.
    asked.on('error', () => undefined);
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    response.once('readable', () => void response.read(1));
    return response;
  }

  const endOf = (path: string, from = 0) =>
    expect
      .poll(
        () => platform.logLines.slice(from).find((line) => line['path'] === path && 'isComplete' in line),
        {
          timeout: 5_000,
        },
      )
      .toMatchObject({ isComplete: false });

  const isCut = async (response: IncomingMessage) => {
    const [error] = (await once(response.resume(), 'error')) as [Error];
    return error.message === 'aborted';
  };

  it.each([
    ['a token', async () => (await token()).text, {}],
    ['a token, in part', async () => (await token()).text, { Range: 'bytes=1000-31000000' }],
    ['a session', async () => 'studio', {}],
  ])('is cut off when its license is revoked: a file by %s', async (_, bearer, headers) => {
    const response = await begin(path, await bearer(), headers);
    platform.liveLicenses.delete(licenseId);
    await endOf(path);
    expect(await isCut(response)).toBe(true);
    expect(platform.logLines.filter(({ msg }) => msg === 'request failed')).toEqual([]);
  });

  it('is cut off when its token is revoked', async () => {
    const { token: issued, text } = await token();
    const response = await begin(path, text);
    await platform.deliveries.revoke(studio, issued.id);
    await endOf(path);
    expect(await isCut(response)).toBe(true);
  });

  it.each(['/renditions/film-of-tests/film.mp4', `/copies/${licenseIdFrom(1n)}/file-of-tests`])(
    'is cut off too at %s',
    async (place) => {
      const response = await begin(place, 'studio');
      made.isOpen = false;
      await endOf(place);
      expect(await isCut(response)).toBe(true);
    },
  );

  it.each([
    '/delivery',
    'the file',
    '/renditions/film-of-tests/film.mp4',
    `/copies/${licenseIdFrom(4n)}/file`,
  ])('may break off %s, which is no failure', async (place) => {
    // A list that no socket holds.
    for (const files of platform.manifests.values()) {
      const [file] = files;
      if (file !== undefined) files.push(...Array.from({ length: 20_000 }, () => file));
    }
    for (const asset of platform.assets.values())
      platform.assets.set(asset.id, { ...asset, filesField: { ...asset.filesField, count: 20_001 } });
    const [from, before] = [place === 'the file' ? path : place, platform.logLines.length];
    const { text } = await token();
    const response = await begin(from, place.startsWith('/renditions') ? 'studio' : text);
    response.on('error', () => undefined).destroy();
    await endOf(from, before);
    // What would be logged of it is logged by now.
    await fetch(`${platform.url}/log/checkpoint`);
    expect(platform.logLines.slice(before).filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });

  it('gets all of it as long as it may', async () => {
    const response = await begin(`/copies/${licenseIdFrom(2n)}/file-of-tests`, 'studio');
    await new Promise<void>((resolve) => {
      made.onAsked = () => {
        if (made.asked === 2) resolve();
      };
    });
    let bytes = 1;
    for await (const piece of response) bytes += (piece as Buffer).length;
    expect(bytes).toBeGreaterThanOrEqual(CONTENT.length);
  });
});

describe('what is asked while an answer is under way', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const watched = (requireOpen: () => Promise<void>) => {
    const response = Object.assign(new EventEmitter(), {
      destroyed: false,
      destroy: () => void (response.destroyed = true),
    });
    // The three members that are used.
    cutOffWhenRefused(response as never, requireOpen);
    return response;
  };

  it('is nothing, once it has ended', async () => {
    let asked = 0;
    const response = watched(async () => void (asked += 1));
    response.emit('close');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked).toBe(0);
  });

  it('may stay without an answer for ten seconds', async () => {
    const response = watched(async () => Promise.reject(new UnavailableError('chain')));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(response.destroyed).toBe(false);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(response.destroyed).toBe(true);
  });
});
