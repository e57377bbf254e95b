import { readFile, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Upload } from '@tus/server';
import { digestFile } from '@lanran/protocol/files/digest';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateIdentity } from '@lanran/api/age/identity';
import { bytesOf, marked, startVaultStage, type VaultStage } from './vault-stage.ts';

const ORGANIZATION = 'museum' as OrganizationId;
const key = generateIdentity();
let stage: VaultStage;
let vault: ReturnType<VaultStage['open']>;
let seed = 500;

beforeAll(async () => {
  stage = await startVaultStage();
  vault = stage.open([key]);
});
afterAll(async () => {
  await vault.staging.stop();
  await stage.stop();
});

interface Staged {
  readonly id: string;
  readonly plain: Buffer;
  readonly cid: string;
}

async function stageFile(): Promise<Staged> {
  const plain = marked(2_500_000, ++seed);
  const id = seed.toString(16).padStart(32, '0');
  const metadata = { draft: 'draft', path: `plate.${seed}`, sha256: null };
  await vault.staging.uploads.create(new Upload({ id, size: plain.length, offset: 0, metadata }));
  await vault.staging.uploads.write(Readable.from([plain]), id, 0);
  const { cid } = await vault.staging.digest(id);
  expect(cid).toBe((await digestFile([plain])).cid);
  return { id, plain, cid };
}

const stageFiles = () => Promise.all([1, 2, 3].map(stageFile));

async function pin(staged: readonly Staged[]): Promise<ReadonlySet<string>> {
  const files = await Promise.all(
    staged.map(async ({ id, cid }) => {
      const { filePath, sealed } = await vault.staging.open(id);
      if (sealed === null) throw new Error('It is staged encrypted.');
      return { cid, filePath, sealed };
    }),
  );
  return vault.content.pinStaged(files, ORGANIZATION);
}

async function pinAlone({ id, cid }: Staged): Promise<void> {
  const file = await vault.staging.open(id);
  const request = { isPrivate: true, expectedCid: cid, organizationId: ORGANIZATION };
  await vault.content.pinFile({ ...file, ...request });
}

async function expectStored(staged: readonly Staged[]): Promise<void> {
  for (const { cid, plain } of staged) {
    expect((await bytesOf(await vault.content.read(cid))).equals(plain)).toBe(true);
    expect(await vault.content.isPinned(cid)).toBe(true);
  }
}

describe('staged files that are pinned together', () => {
  it('are stored, and no byte of them in clear', async () => {
    const staged = await stageFiles();
    expect(await pin(staged)).toEqual(new Set(staged.map(({ cid }) => cid)));
    await expectStored(staged);
    expect(await stage.filesInClear()).toEqual([]);
  });

  it('are left to be pinned one by one when the organization has them, or they can not be opened', async () => {
    const [first, second, third] = await stageFiles();
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('Three were staged.');
    await pinAlone(first);
    const { filePath, sealed } = await vault.staging.open(third.id);
    if (sealed === null) throw new Error('It is staged encrypted.');
    const unreadable = { cid: third.cid, filePath, sealed: { ...sealed, header: 'no header' } };
    expect(await vault.content.pinStaged([unreadable], ORGANIZATION)).toEqual(new Set());
    expect(await pin([first, second])).toEqual(new Set([second.cid]));
    await expectStored([first, second]);
  });

  it('are refused when one is not what arrived', async () => {
    const staged = await stageFiles();
    const { filePath } = await vault.staging.open(staged[1]?.id ?? '');
    const payload = await readFile(filePath);
    await writeFile(filePath, payload.fill(0, 1_000_000, 1_000_100));
    await expect(pin(staged)).rejects.toMatchObject({ code: 'CONTENT_MISMATCH' });
  });

  it.each(['before-seal-stored', 'before-seal-swapped'] as const)(
    'are stored after a kill at %s, when it is done again',
    async (step) => {
      const staged = await stageFiles();
      stage.failPoints.arm(step);
      await expect(pin(staged)).rejects.toThrow();
      expect(await pin(staged)).toEqual(new Set());
      for (const file of staged) await pinAlone(file);
      await expectStored(staged);
    },
  );
});
