import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateIdentity, parseIdentity } from '@lanran/api/age/identity';
import { VaultKeys } from '@lanran/api/age/vault-keys';
import type { Asset, AssetFile } from '@lanran/api/assets/domain/asset';
import type { LoggedStatement } from '@lanran/api/log/domain/logged-statement';
import { OriginalRegistration } from '@lanran/api/fixity/jobs/register-originals';
import { OriginalHoldersFollower } from '@lanran/api/custody/jobs/original-holders';
import { VaultUpkeep } from '@lanran/api/vault/jobs/vault-upkeep';
import { VaultKeysInUse } from '@lanran/api/vault/services/vault-keys-in-use';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { digestFile } from '@lanran/protocol/files/digest';
import { filesField } from '@lanran/protocol/files/manifest';
import { bytesOf, marked, startVaultStage, type VaultStage } from '../adapters/vault/vault-stage.ts';

let stage: VaultStage;
let vault: ReturnType<VaultStage['open']>;
const [licensed, both] = [marked(300_000, 91), marked(100_000, 92)];
const [key, newer] = [generateIdentity(), generateIdentity()];
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
  vault = stage.open([key]);
});
afterAll(async () => {
  await vault.staging.stop();
  await stage.stop();
});

/** By a process that has these keys, where the first of the others is kept. */
function keysInUse(loaded: readonly string[], kept = loaded): VaultKeysInUse {
  return new VaultKeysInUse({
    ...stage.stores,
    recipients: new VaultKeys(loaded).recipients,
    newestKept: () => new VaultKeys(kept).recipient.text,
  });
}

function openJob(by = vault, keys = keysInUse([key])): VaultUpkeep {
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
    whileAlone: async (work: () => Promise<void>) => {
      await work();
      return true;
    },
  };
  const custody = new OriginalHoldersFollower({ ...known, fixityFollower: new OriginalRegistration(known) });
  return new VaultUpkeep({ ...known, custody, keysInUse: keys, vault: by.content });
}

async function cidOf(plain: Buffer): Promise<string> {
  return (await digestFile([plain])).cid;
}

async function runUntilIdle(job = openJob()): Promise<void> {
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

  it('counts files under a former key until the last was rotated, before as after the restart that takes the new one', async () => {
    const { sealedFiles } = stage.stores;
    const files = [licensed, both].length;
    expect(await openJob(vault, keysInUse([key], [newer, key])).behind()).toBe(files);
    const restarted = stage.open([newer, key]);
    const job = openJob(restarted, keysInUse([newer, key]));
    expect(await job.behind()).toBe(files);
    await sealedFiles.demand({ work: 'ROTATE', organizationId: null });
    expect(await job.behind()).toBe(files);
    await expect(keysInUse([newer]).check()).rejects.toThrow(parseIdentity(key).recipient.text);
    await runUntilIdle(job);
    expect(await job.behind()).toBe(0);
    await keysInUse([newer]).check();
    expect(
      (await bytesOf(await stage.open([newer]).content.read(await cidOf(licensed)))).equals(licensed),
    ).toBe(true);
    await expect(keysInUse([key]).check()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('does what is asked for every other file when one fails, and says which did', async () => {
    const known = await stage.stores.sealedFiles.listByCid((await digestFile([licensed])).cid);
    const [file] = known;
    if (file?.current == null) throw new Error('nothing is encrypted');
    const header = `${file.current.header.slice(0, -4)}xyz\n`;
    await stage.stores.sealedFiles.save({ ...file, current: { ...file.current, header } });
    await stage.stores.sealedFiles.demand({ work: 'REENCRYPT', organizationId: null });
    const job = openJob(stage.open([newer, key]), keysInUse([newer, key]));
    await expect(runUntilIdle(job)).rejects.toThrow(
      /1 files could not be encrypted anew; the first: .*altered/,
    );
    expect(await job.behind()).toBe(1);
  });
});
