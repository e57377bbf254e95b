import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '@lanran/api/delivery/services/archives/archive';
import type { PackageReader } from '@lanran/api/delivery/services/package-streams';
import type { License } from '@lanran/api/licensing/domain/license';
import { MANIFEST_FILE, parseManifest, TAG_MANIFEST_FILE } from '@lanran/protocol/packages/bagit';
import { REVOCABLE } from '@lanran/protocol/licensing/rights';
import { revokeLicenseAct } from '../../support/license-acts.ts';
import { LicensingScene } from '../../support/licensing-scene.ts';
import { actorOf, relayAct } from '../../support/people.ts';
import type { Services } from '../../support/services.ts';
import { unpackZip } from '../../support/unzipped.ts';

const run = promisify(execFile);

describe('the package of a license, over real backing services', () => {
  let scene: LicensingScene;
  let services: Services;
  let folder: string;

  beforeAll(async () => {
    scene = await LicensingScene.start();
    ({ services } = scene);
    folder = await mkdtemp(join(tmpdir(), 'lanran-package-'));
  });
  afterAll(async () => {
    await scene.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const buyer = async (): Promise<PackageReader> => ({ actor: await actorOf(services, scene.buyer) });
  const order = ({ id }: License, format: 'zip' | 'tar' | 'car' = 'zip') =>
    ({ licenseId: id, format, version: null }) as const;

  async function bytesOf(archive: Archive): Promise<Buffer> {
    const pieces: Uint8Array[] = [];
    for await (const portion of archive.write()) pieces.push(...portion);
    return Buffer.concat(pieces);
  }

  it('is a whole bag in a ZIP, and in a tar', async () => {
    const license = await scene.sell({ rights: 0 });
    for (const format of ['zip', 'tar'] as const) {
      const { archive, filename } = await services.packages.open(await buyer(), order(license, format));
      const content = await bytesOf(archive);
      expect(content).toHaveLength(archive.bytes);
      const path = join(folder, filename);
      await writeFile(path, content);
      if (format === 'zip') await unpackZip(path, folder);
      else await run('tar', ['-xf', path, '-C', folder]);
      const bag = path.slice(0, -4);
      for (const manifest of [MANIFEST_FILE, TAG_MANIFEST_FILE]) {
        for (const line of parseManifest(await readFile(join(bag, manifest), 'utf8'), manifest)) {
          const found = createHash('sha256').update(await readFile(join(bag, line.path)));
          expect([line.path, found.digest('hex')]).toEqual([line.path, line.sha256]);
        }
      }
      expect((await readdir(join(bag, 'provenance'))).sort()).toEqual([
        'LABELS-AND-CREDIT.txt',
        `license-${license.id}.lanran.json`,
        'trust.json',
      ]);
      expect(await readdir(join(bag, 'ascmhl'))).toContain('ascmhl_chain.xml');
      await rm(bag, { recursive: true });
    }
  });

  it('comes as a CAR whose blocks were checked', async () => {
    const license = await scene.sell({ rights: 0 });
    const { archive } = await services.packages.open(await buyer(), order(license, 'car'));
    expect(await bytesOf(archive)).toHaveLength(archive.bytes);
  });

  it('is the licensee’s, and a delivery token’s of it, until the license ends', async () => {
    const license = await scene.sell({ rights: REVOCABLE });
    const stranger: PackageReader = { actor: await actorOf(services, scene.stranger) };
    await expect(services.packages.open(stranger, order(license))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const anonymous: PackageReader = { actor: { kind: 'anonymous' } };
    await expect(services.packages.open(anonymous, order(license))).rejects.toMatchObject({
      code: 'SIGN_IN_REQUIRED',
    });
    const { text } = await services.deliveries.issue(await actorOf(services, scene.buyer), {
      licenseIds: [license.id],
      label: 'farm',
      lastDay: null,
    });
    const machine: PackageReader = { deliveryToken: text };
    expect((await services.packages.open(machine, order(license))).archive.bytes).toBeGreaterThan(0);
    const other = await scene.sell({ rights: 0 });
    await expect(services.packages.open(machine, order(other))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await services.packages.requireOpen(machine, license.id);
    await relayAct(services, scene.council, revokeLicenseAct(license.terms));
    for (const reader of [machine, await buyer()]) {
      await expect(services.packages.requireOpen(reader, license.id)).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
      await expect(services.packages.open(reader, order(license))).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    }
  });
});
