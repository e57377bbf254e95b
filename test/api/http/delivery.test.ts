import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { digestFile } from '@lanran/protocol/files/digest';
import {
  assetIdOf,
  type LicenseId,
  licenseIdFrom,
  parseStatementHash,
  randomBytes32,
} from '@lanran/protocol/kernel/ids';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Actor } from '../../../api/platform/kernel/actor.ts';
import type { AssetFile } from '../../../api/assets/domain/asset.ts';
import { FilesPlatform, LICENSE_DAYS, MUSEUM, PUBLIC_URL, SESSIONS, STRANGERS, STUDIO } from './platform.ts';

const FARM = 'render farm, hall 2';

describe('delivery to machines', () => {
  let platform: FilesPlatform;
  let licenseId: LicenseId;
  let assetId: ReturnType<typeof assetIdOf>;
  let content: Buffer;
  let serial = 100n;
  const studio = SESSIONS['studio'] as Actor;
  const stranger = SESSIONS['stranger'] as Actor;

  beforeAll(async () => {
    platform = await FilesPlatform.start();
  });
  afterAll(() => platform.close());
  beforeEach(async () => {
    platform.daysAhead = 0;
    content = randomBytes(300_000);
    assetId = await publish(['plate.0001.exr', 'a name with\nline.txt']);
    licenseId = licenseIdFrom(serial++);
    platform.licenses.push({ id: licenseId, licensee: STUDIO, assetId });
    platform.liveLicenses.add(licenseId);
  });

  async function publish(paths: readonly string[]) {
    const digest = await digestFile([content]);
    const filePath = platform.staging.pathOf(createHash('md5').update(randomBytes(8)).digest('hex'));
    await writeFile(filePath, content);
    await platform.content.pinFile({ filePath, expectedCid: digest.cid, isPrivate: true });
    const id = assetIdOf(MUSEUM, randomBytes32());
    const files: AssetFile[] = paths.map((path) => ({ path, salt: randomBytes32(), ...digest }));
    const filesField = { count: paths.length, bytes: content.length * paths.length, root: randomBytes32() };
    platform.manifests.set(filesField.root, files);
    platform.assets.set(id, {
      id,
      holder: MUSEUM,
      formerHolders: [],
      custodyOffer: null,
      community: null,
      version: 3,
      metadata: { kind: 'FILM', access: 'LICENSED', title: { en: 'Plates' }, terms: [], synthetic: true },
      filesField,
      head: parseStatementHash(randomBytes32()),
      publishedIndex: 1,
      publishedAt: new Date(0),
      isWithdrawn: false,
      isTakenDown: false,
      projectedIndex: 1,
    });
    return id;
  }

  const issue = async (lastDay: number | null = null) =>
    platform.deliveries.issue(studio, { licenseIds: [licenseId], label: FARM, lastDay });
  const get = (path: string, token: string, headers: Record<string, string> = {}) =>
    fetch(`${platform.url}${path}`, { headers: { Authorization: `Bearer ${token}`, ...headers } });
  const codeOf = async (response: Response) =>
    ((await response.json()) as { error: { code: string } }).error.code;

  it('lists the files of the license, and gives each whole or in part', async () => {
    const { text } = await issue();
    const listed = await get('/delivery', text);
    expect(listed.headers.get('content-type')).toContain('application/jsonl');
    const files = (await listed.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { path: string; url: string; sha256: string });
    expect(files.map(({ path, url }) => [path, url])).toEqual([
      ['plate.0001.exr', `${PUBLIC_URL}/files/${assetId}.3.0`],
      ['a name with\nline.txt', `${PUBLIC_URL}/files/${assetId}.3.1`],
    ]);
    const { pathname } = new URL(files[0]?.url ?? '');
    const whole = await get(pathname, text);
    expect(Buffer.from(await whole.arrayBuffer()).equals(content)).toBe(true);
    const part = await get(pathname, text, { Range: 'bytes=1000-1999' });
    expect(part.status).toBe(206);
    expect(Buffer.from(await part.arrayBuffer()).equals(content.subarray(1_000, 2_000))).toBe(true);
  });

  it('lists them for sha256sum too, with names as it escapes them', async () => {
    const { text } = await issue();
    const sums = await (await get('/delivery/sha256sums', text)).text();
    const sha256 = createHash('sha256').update(content).digest('hex');
    expect(sums).toBe(`${sha256}  plate.0001.exr\n\\${sha256}  a name with\\nline.txt\n`);
  });

  it('says of each file what a pipeline needs to know of it', async () => {
    assetId = await publish(['sh/plate.1001.exr', 'sh/plate.1002.exr', 'note 100%.txt']);
    platform.licenses.splice(0, platform.licenses.length, { id: licenseId, licensee: STUDIO, assetId });
    const { text } = await issue();
    const lines = async () =>
      (await (await get('/delivery', text)).text())
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    const day = new Date((Math.floor(Date.now() / 86_400_000) + LICENSE_DAYS) * 86_400_000);
    const ofLicense = { version: 3, license: licenseId, asset: assetId };
    const ends = { licenseEnds: day.toISOString().slice(0, 10) };
    expect(await lines()).toMatchObject([
      { ...ofLicense, ...ends, frame: { number: 1001, sequence: 'sh/plate.%04d.exr' }, c4: null, md5: null },
      { ...ofLicense, ...ends, frame: { number: 1002, sequence: 'sh/plate.%04d.exr' } },
      { ...ofLicense, ...ends, frame: null, mediaType: 'application/octet-stream' },
    ]);
    const sha256 = createHash('sha256').update(content).digest('hex');
    platform.described.set(sha256, {
      sha256,
      mediaType: 'image/x-exr',
      picture: null,
      refusal: null,
      version: 4,
    });
    platform.digested.set(sha256, { sha256, md5: 'a'.repeat(32), c4: 'c41', perceptual: null });
    expect((await lines())[0]).toMatchObject({ mediaType: 'image/x-exr', c4: 'c41', md5: 'a'.repeat(32) });
  });

  describe('by one token for several licenses', () => {
    const second = async () => {
      const id = licenseIdFrom(serial++);
      const asset = await publish(['plate.0001.exr']);
      platform.licenses.push({ id, licensee: STUDIO, assetId: asset });
      platform.liveLicenses.add(id);
      return { id, asset };
    };
    const linesOf = async (response: Response) =>
      (await response.text())
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { id: string; path?: string; license: string; closed?: object });

    it('lists the files of each in a folder of its own, and gives them all', async () => {
      const other = await second();
      const licenseIds = [licenseId, other.id, licenseId];
      const { text, token } = await platform.deliveries.issue(studio, {
        licenseIds,
        label: FARM,
        lastDay: null,
      });
      expect(token.licenses).toHaveLength(2);
      const lines = await linesOf(await get('/delivery', text));
      expect(lines.map(({ path, license }) => [path, license])).toEqual([
        [`${assetId.slice(2, 18)}/plate.0001.exr`, licenseId],
        [`${assetId.slice(2, 18)}/a name with\nline.txt`, licenseId],
        [`${other.asset.slice(2, 18)}/plate.0001.exr`, other.id],
      ]);
      for (const { id } of lines) expect((await get(`/files/${id}`, text)).status).toBe(200);
      expect((await get('/delivery?version=3', text)).status).toBe(400);
      expect(await platform.deliveries.list(studio, other.id)).toEqual([
        expect.objectContaining({ id: token.id }),
      ]);
    });

    it('lists one license of them alone, when it is named', async () => {
      const other = await second();
      const licenseIds = [licenseId, other.id];
      const { text } = await platform.deliveries.issue(studio, { licenseIds, label: FARM, lastDay: null });
      const lines = await linesOf(await get(`/delivery?license=${other.id}&version=3`, text));
      expect(lines).toMatchObject([{ license: other.id, path: 'plate.0001.exr' }]);
      expect((await get(`/delivery?license=${licenseIdFrom(1n)}`, text)).status).toBe(404);
      expect((await get('/delivery?license=a&license=b', text)).status).toBe(400);
    });

    it('goes on with the others when one has ended, and says which', async () => {
      const other = await second();
      const { text } = await platform.deliveries.issue(studio, {
        licenseIds: [licenseId, other.id],
        label: FARM,
        lastDay: null,
      });
      platform.liveLicenses.delete(licenseId);
      const lines = await linesOf(await get('/delivery', text));
      expect(lines).toMatchObject([
        { license: licenseId, asset: assetId, closed: { code: 'FORBIDDEN' } },
        { license: other.id, path: `${other.asset.slice(2, 18)}/plate.0001.exr` },
      ]);
      expect((await get(`/files/${assetId}.3.0`, text)).status).toBe(403);
      expect((await get(`/files/${other.asset}.3.0`, text)).status).toBe(200);
      expect(await (await get('/delivery/sha256sums', text)).text()).toMatch(
        /^# License .*\n[0-9a-f]{64} {2}/,
      );
      platform.liveLicenses.delete(other.id);
      expect(await codeOf(await get('/delivery', text))).toBe('FORBIDDEN');
      expect(await linesOf(await get('/delivery?closed=list', text))).toHaveLength(2);
    });

    it('opens an asset of two licenses once, as long as one of them stands', async () => {
      const again = licenseIdFrom(serial++);
      platform.licenses.push({ id: again, licensee: STUDIO, assetId });
      platform.liveLicenses.add(again);
      const licenseIds = [licenseId, again];
      const { text } = await platform.deliveries.issue(studio, { licenseIds, label: FARM, lastDay: null });
      platform.liveLicenses.delete(licenseId);
      const lines = await linesOf(await get('/delivery', text));
      expect(
        lines.filter(({ path }) => path !== undefined).map(({ path, license }) => [path, license]),
      ).toEqual([
        ['plate.0001.exr', again],
        ['a name with\nline.txt', again],
      ]);
      expect((await get(`/files/${assetId}.3.0`, text)).status).toBe(200);
    });

    it('is refused for what has ended, belongs to others, or is too much', async () => {
      const other = await second();
      platform.liveLicenses.delete(other.id);
      const issueFor = async (licenseIds: LicenseId[]) =>
        platform.deliveries.issue(studio, { licenseIds, label: FARM, lastDay: null });
      await expect(issueFor([licenseId, other.id])).rejects.toMatchObject({ field: 'furtherLicenseIds' });
      await expect(issueFor([])).rejects.toMatchObject({ code: 'BAD_INPUT' });
      await expect(issueFor([licenseId, licenseIdFrom(serial++)])).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      const many = Array.from({ length: 1_001 }, (_, at) => licenseIdFrom(1_000_000n + BigInt(at)));
      await expect(issueFor(many)).rejects.toMatchObject({ field: 'furtherLicenseIds' });
    });
  });

  it('lists a version by its number, and says in both languages which one the license does not open', async () => {
    const { text } = await issue();
    const named = await get('/delivery?version=3', text);
    expect(await named.text()).toBe(await (await get('/delivery', text)).text());
    for (const path of ['/delivery?version=2', `/files/${assetId}.2.0`]) {
      const refused = await get(path, text);
      expect(refused.status).toBe(403);
      expect(await refused.json()).toMatchObject({
        error: {
          code: 'VERSION_NOT_LICENSED',
          reasons: [{ en: expect.stringContaining('version 3'), zh: expect.stringMatching(/第3版/) }],
        },
      });
    }
    expect((await get('/delivery?version=first', text)).status).toBe(400);
    platform.openedVersions.set(assetId, []);
    expect(await codeOf(await get('/delivery', text))).toBe('LICENSE_WITHOUT_VERSION');
  });

  it('opens the files of its license alone, and no other door', async () => {
    const { text } = await issue();
    const elsewhere = await publish(['other.exr']);
    expect((await get(`/files/${elsewhere}.3.0`, text)).status).toBe(404);
    const upload = { method: 'HEAD', headers: { Authorization: `Bearer ${text}`, 'Tus-Resumable': '1.0.0' } };
    expect((await fetch(`${platform.url}/uploads/${'0'.repeat(32)}`, upload)).status).toBe(401);
    expect((await get(`/renditions/${assetId}.3.0/320.webp`, text)).status).toBe(401);
  });

  it('ends at once when it is revoked, with its last day, and with the license', async () => {
    const { text, token } = await issue();
    await platform.deliveries.revoke(studio, token.id);
    expect(await codeOf(await get('/delivery', text))).toBe('DELIVERY_TOKEN_REFUSED');

    const today = Math.floor(Date.now() / 86_400_000);
    const short = await issue(today + 1);
    platform.daysAhead = 1;
    expect((await get('/delivery', short.text)).status).toBe(200);
    platform.daysAhead = 2;
    expect((await get('/delivery', short.text)).status).toBe(401);
    platform.daysAhead = 0;

    const other = await issue();
    platform.liveLicenses.delete(licenseId);
    const refused = await get(`/files/${assetId}.3.0`, other.text);
    expect([refused.status, await codeOf(refused)]).toEqual([403, 'FORBIDDEN']);
  });

  describe('to a machine that reads again', () => {
    const NOW = new Date();
    const statusOf = async (text: string) => (await get(`/files/${assetId}.3.0`, text)).status;

    beforeEach(() => {
      vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    it('relies on the license for less than a second', async () => {
      const { text } = await issue();
      expect(await statusOf(text)).toBe(200);
      platform.liveLicenses.delete(licenseId);
      vi.setSystemTime(NOW.getTime() + 999);
      expect(await statusOf(text)).toBe(200);
      vi.setSystemTime(NOW.getTime() + 1_000);
      expect(await statusOf(text)).toBe(403);
    });

    it('relies on the license until the log says more', async () => {
      const { text } = await issue();
      expect(await statusOf(text)).toBe(200);
      platform.liveLicenses.delete(licenseId);
      platform.downloads.forgetKept();
      expect(await statusOf(text)).toBe(403);
    });

    it('gives nothing for a token that was revoked a moment ago, here or in another process', async () => {
      const [here, elsewhere] = [await issue(), await issue()];
      for (const { text } of [here, elsewhere]) expect(await statusOf(text)).toBe(200);
      await platform.deliveries.revoke(studio, here.token.id);
      expect(await statusOf(here.text)).toBe(401);
      await platform.deliveryTokens.revoke(elsewhere.token.id, NOW);
      vi.setSystemTime(NOW.getTime() + 1_000);
      expect(await statusOf(elsewhere.text)).toBe(401);
    });

    it('gives nothing for a secret that is another than that of the token it knows', async () => {
      const { text } = await issue();
      expect(await statusOf(text)).toBe(200);
      expect(await statusOf(`${text.slice(0, -43)}${'A'.repeat(43)}`)).toBe(401);
    });

    it('gives a file again once a refusal has no reason any more', async () => {
      const { text } = await issue();
      platform.liveLicenses.delete(licenseId);
      expect(await statusOf(text)).toBe(403);
      platform.liveLicenses.add(licenseId);
      expect(await statusOf(text)).toBe(200);
    });

    it('gives no file that was found damaged a second ago', async () => {
      const { text } = await issue();
      expect(await statusOf(text)).toBe(200);
      const [file] = platform.manifests.get(platform.assets.get(assetId)?.filesField.root ?? '0x') ?? [];
      if (file === undefined) throw new Error('there is no file');
      const known = { ...file, assetId, leafIndex: 1, readAt: NOW, since: NOW };
      const damaged = { state: 'DAMAGED', repairedAt: null, repairedIn: null, runId: null } as const;
      platform.damaged.set(file.sha256, { ...known, ...damaged });
      vi.setSystemTime(NOW.getTime() + 1_000);
      expect(await codeOf(await get(`/files/${assetId}.3.0`, text))).toBe('CONTENT_DAMAGED');
      platform.damaged.clear();
    });
  });

  it('opens nothing for whoever sold the license on', async () => {
    const { text } = await issue();
    const at = platform.licenses.findIndex(({ id }) => id === licenseId);
    platform.movedLicenses.set(licenseId, STRANGERS);
    platform.licenses[at] = { id: licenseId, licensee: STRANGERS, assetId };
    expect((await get('/delivery', text)).status).toBe(403);
    expect(await platform.deliveries.list(stranger, licenseId)).toEqual([]);
  });

  it('answers a guess, a wrong secret and what is no token alike', async () => {
    const { text } = await issue();
    const wrong = `${text.slice(0, -1)}${text.endsWith('A') ? 'B' : 'A'}`;
    for (const guess of [wrong, `ldt_${'0'.repeat(32)}.${'A'.repeat(43)}`, 'ldt_nonsense', 'abc']) {
      const response = await get('/delivery', guess);
      expect([response.status, await codeOf(response)]).toEqual([401, 'DELIVERY_TOKEN_REFUSED']);
    }
    const unsaid = await fetch(`${platform.url}/delivery`);
    expect([unsaid.status, unsaid.headers.get('WWW-Authenticate')]).toEqual([401, 'Bearer']);
    expect(await unsaid.text()).toContain('Authorization: Bearer ldt_');
  });

  it('is the licensee’s editors’ to open: nobody else finds the license', async () => {
    const order = { licenseIds: [licenseId], label: FARM, lastDay: null };
    await expect(platform.deliveries.issue(stranger, order)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const viewer: Actor = {
      kind: 'member',
      address: `0x${'22'.repeat(20)}`,
      memberships: [{ organizationId: STUDIO, kind: 'STUDIO', role: 'VIEWER' }],
    };
    await expect(platform.deliveries.issue(viewer, order)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const { token } = await issue();
    await expect(platform.deliveries.revoke(stranger, token.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(platform.deliveries.revoke(viewer, token.id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await platform.deliveries.list(viewer, licenseId)).toHaveLength(1);
  });

  it('refuses a last day past the license, a day gone by, and a label of two lines', async () => {
    const today = Math.floor(Date.now() / 86_400_000);
    for (const lastDay of [today - 1, today + LICENSE_DAYS + 1])
      await expect(issue(lastDay)).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'lastDay' });
    const order = { licenseIds: [licenseId], label: 'two\nlines', lastDay: null };
    await expect(platform.deliveries.issue(studio, order)).rejects.toMatchObject({ field: 'label' });
  });

  it('keeps no secret, notes its use, and stops at 50 that are live', async () => {
    const { text, token } = await issue();
    expect(JSON.stringify(await platform.deliveryTokens.find(token.id))).not.toContain(text.slice(-43));
    expect(token.lastUsedAt).toBeNull();
    await get('/delivery', text);
    expect((await platform.deliveries.list(studio, licenseId))[0]?.lastUsedAt).toBeInstanceOf(Date);
    for (let count = 1; count < 50; count += 1) await issue();
    await expect(issue()).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    await platform.deliveries.revoke(studio, token.id);
    await issue();
  });
});
