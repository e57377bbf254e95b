import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateIdentity } from '@lanran/api/age/identity';
import type { Asset, AssetFile } from '@lanran/api/domain/asset';
import type { LoggedStatement } from '@lanran/api/domain/logged-statement';
import { FixityFiles } from '@lanran/api/jobs/fixity-files';
import { VaultCustody } from '@lanran/api/jobs/vault-custody';
import { VaultJob } from '@lanran/api/jobs/vault-job';
import type { Hex } from '@lanran/protocol/bytes';
import { digestFile } from '@lanran/protocol/digest';
import { filesField } from '@lanran/protocol/manifest';
import { bytesOf, marked, startVaultStage, type VaultStage } from '../adapters/vault/vault-stage.ts';

let stage: VaultStage;
let vault: ReturnType<VaultStage['open']>;
const [licensed, both] = [marked(300_000, 91), marked(100_000, 92)];
const leaves: LoggedStatement[] = [];
const assets = new Map<string, Asset>();
let size = 0;

const idOf = (name: string): Hex => `0x${Buffer.from(name).toString('hex').padEnd(64, '0')}`;

/** A version as an older installation published it: pinned in clear. */
async function publishInClear(name: string, access: string, plain: Buffer): Promise<AssetFile> {
  const digest = await digestFile([plain]);
  const filePath = join(stage.directory, 'staging', name);
  await writeFile(filePath, plain);
  await stage.objects.pinFile({ filePath, isPrivate: access !== 'OPEN', expectedCid: digest.cid });
  const file: AssetFile = { ...digest, path: 'front.tiff', salt: idOf(name) };
  const field = filesField([file]);
  await stage.stores.manifests.put(field.root, [file]);
  const statement = { assetId: idOf(name) };
  const body = [{ salt: idOf(name), name: 'files', value: field }];
  // What the job reads of them.
  const appendedAt = new Date(0);
  leaves.push({ index: leaves.length, statement, body, appendedAt } as unknown as LoggedStatement);
  const projectedIndex = leaves.length - 1;
  assets.set(idOf(name), { holder: 'museum', metadata: { access }, projectedIndex } as unknown as Asset);
  size = leaves.length;
  return file;
}

beforeAll(async () => {
  stage = await startVaultStage();
  vault = stage.open([generateIdentity()]);
});
afterAll(async () => {
  await vault.staging.stop();
  await stage.stop();
});

function openJob(): VaultJob {
  const known = {
    ...stage.stores,
    leaves: {
      size: async () => size,
      list: async (from: number, to: number) => leaves.slice(from, Math.min(to, size)),
    },
    assets: {
      find: async (id: string) => assets.get(id) ?? null,
      findMany: async (ids: readonly string[]) => ids.flatMap((id) => assets.get(id) ?? []),
    },
    everyMs: 1_000,
  };
  const custody = new VaultCustody({ ...known, fixityFollower: new FixityFiles(known) });
  return new VaultJob({ ...known, custody, vault: vault.content });
}

async function runUntilIdle(): Promise<void> {
  const job = openJob();
  while ((await job.run()) === 'more');
}

describe('the vault job', () => {
  it('encrypts what an older installation stored in clear, also when it is interrupted, and leaves no block of it', async () => {
    await publishInClear('a', 'OPEN', both);
    const { cid } = await publishInClear('b', 'LICENSED', licensed);
    const { cid: openCid } = await publishInClear('c', 'RESTRICTED', both);
    expect(await stage.filesInClear()).toHaveLength(2);
    // Each leaf for what it published, and for whether custody moved.
    expect(await openJob().behind()).toBe(2 * 3);
    stage.failPoints.arm('before-seal-swapped');
    await expect(runUntilIdle()).rejects.toThrow('before-seal-swapped');
    await runUntilIdle();
    expect(await openJob().behind()).toBe(0);
    expect((await bytesOf(await vault.content.read(cid))).equals(licensed)).toBe(true);
    expect((await stage.ask(`/api/v0/cat?arg=${cid}`)).status).not.toBe(200);
    // It is open as another asset's.
    expect((await stage.ask(`/api/v0/cat?arg=${openCid}`)).body.equals(both)).toBe(true);
    expect(await stage.stores.sealedFiles.find(openCid, 'museum' as never)).not.toBeNull();
    expect(await stage.filesInClear()).toEqual([openCid]);
  });

  it('gives originals of a moved asset over once the new holder is known', async () => {
    const { cid } = await digestFile([licensed]);
    const holders = async () =>
      (await stage.stores.sealedFiles.listByCid(cid)).map(({ organizationId }) => organizationId);
    const statement = { assetId: idOf('b'), kind: 'transferred' };
    leaves.push({ index: size, statement, body: [] } as unknown as LoggedStatement);
    size += 1;
    await runUntilIdle();
    expect([await holders(), await openJob().behind()]).toEqual([['museum'], 1]);
    const moved = { ...assets.get(idOf('b')), holder: 'archive', projectedIndex: size - 1 };
    assets.set(idOf('b'), moved as unknown as Asset);
    await runUntilIdle();
    expect([await holders(), await openJob().behind()]).toEqual([['archive'], 0]);
    expect((await bytesOf(await vault.content.read(cid))).equals(licensed)).toBe(true);
  });

  it('does what is asked for every other file when one fails, and says which did', async () => {
    const known = await stage.stores.sealedFiles.listByCid((await digestFile([licensed])).cid);
    const [file] = known;
    if (file?.current == null) throw new Error('nothing is encrypted');
    const header = `${file.current.header.slice(0, -4)}xyz\n`;
    await stage.stores.sealedFiles.save({ ...file, current: { ...file.current, header } });
    await stage.stores.sealedFiles.demand({ work: 'REENCRYPT', organizationId: null });
    await expect(runUntilIdle()).rejects.toThrow(/1 files could not be encrypted anew; the first: .*altered/);
    expect(await openJob().behind()).toBe(1);
  });
});
