import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { digestFile } from '@lanran/protocol/files/digest';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { Decrypter } from 'age-encryption';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { generateIdentity, parseIdentity } from '@lanran/api/age/identity';
import { bytesOf, marked, startVaultStage, type VaultStage } from './vault-stage.ts';

const ORGANIZATION = 'museum' as OrganizationId;
const key = generateIdentity();
let stage: VaultStage;
let vault: ReturnType<VaultStage['open']>;
let seed = 100;

beforeAll(async () => {
  stage = await startVaultStage();
  vault = stage.open([key]);
});
afterEach(() => stage.stores.recoveryRecipients.remove(ORGANIZATION));
afterAll(async () => {
  await vault.staging.stop();
  await stage.stop();
});

interface Staged {
  readonly id: string;
  readonly plain: Buffer;
  readonly cid: string;
}

async function stageFiles(count: number): Promise<Staged[]> {
  const plain = Array.from({ length: count }, () => marked(4_096, ++seed));
  const digests = await Promise.all(plain.map((bytes) => digestFile([bytes])));
  const contents = plain.map((bytes, at) => {
    const digest = digests[at];
    if (digest === undefined) throw new Error('Each file has a digest.');
    return { draftId: 'draft', isPrivate: true, path: `plate.${at}`, plain: bytes, digest };
  });
  const ids = await vault.staging.addBatch(contents);
  return contents.map(({ plain: bytes, digest }, at) => ({
    id: ids[at] ?? '',
    plain: bytes,
    cid: digest.cid,
  }));
}

async function pin(staged: readonly Staged[]): Promise<ReadonlySet<string>> {
  const read = await vault.staging.readSmall(staged.map(({ id }) => id));
  const files = staged.flatMap(({ id, cid }) => {
    const file = read.get(id);
    return file === undefined ? [] : [{ ...file, cid }];
  });
  return vault.content.pinSmall(files, ORGANIZATION);
}

const storedFiles = async () =>
  (await readdir(join(stage.directory, 'files', 'files'), { recursive: true })).filter(
    (name) => !/^..$/.test(name),
  );

async function recovered(root: string, identity: string): Promise<Buffer> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const { body } = await stage.ask(`/api/v0/cat?arg=${root}`);
  return Buffer.from(await decrypter.decrypt(body));
}

async function currentOf(cid: string) {
  const current = (await stage.stores.sealedFiles.find(cid, ORGANIZATION))?.current;
  if (current == null) throw new Error(`${cid} is not stored`);
  return current;
}

describe('small files that are pinned together', () => {
  it('are one file of the store, and each an age file with a CID and a pin of its own', async () => {
    const before = (await storedFiles()).length;
    const staged = await stageFiles(20);
    expect((await pin(staged)).size).toBe(20);
    expect((await storedFiles()).length).toBe(before + 1);
    for (const { cid, plain } of staged) {
      const { root } = await currentOf(cid);
      expect(await vault.content.isPinned(cid)).toBe(true);
      expect(await recovered(root, key)).toEqual(plain);
      expect(await bytesOf(await vault.content.read(cid, { start: 100, end: 200 }))).toEqual(
        plain.subarray(100, 200),
      );
    }
    const many = await vault.content.readMany(staged.map(({ cid }) => cid));
    expect(staged.map(({ cid }) => many.get(cid))).toEqual(staged.map(({ plain }) => plain));
    expect(await stage.filesInClear()).toEqual([]);
  });

  it('are encrypted to the recovery key of their organization', async () => {
    const recovery = generateIdentity();
    await stage.stores.recoveryRecipients.set({
      organizationId: ORGANIZATION,
      recipient: parseIdentity(recovery).recipient.text,
      setAt: new Date(),
      setBy: `0x${'1'.repeat(40)}` as never,
    });
    const staged = await stageFiles(2);
    expect((await pin(staged)).size).toBe(2);
    const { root } = await currentOf(staged[1]?.cid ?? '');
    expect(await recovered(root, recovery)).toEqual(staged[1]?.plain);
  });

  it('are left to be pinned one by one when the organization has them, or they are not what was signed', async () => {
    const [first, second] = await stageFiles(2);
    if (first === undefined || second === undefined) throw new Error('Two were staged.');
    await pin([first]);
    expect(await pin([first, second])).toEqual(new Set([second.cid]));
    const read = await vault.staging.readSmall([first.id]);
    const file = read.get(first.id);
    if (file === undefined) throw new Error('It is staged.');
    const altered = { ...file, cid: second.cid, isProven: false };
    expect(await vault.content.pinSmall([altered], 'archive' as OrganizationId)).toEqual(new Set());
  });

  it.each(['before-seal-stored', 'before-seal-swapped'] as const)(
    'are pinned after a kill at %s, when it is done again',
    async (step) => {
      const staged = await stageFiles(3);
      stage.failPoints.arm(step);
      await expect(pin(staged)).rejects.toThrow();
      for (const { id, cid } of staged) {
        const file = await vault.staging.open(id);
        const request = { isPrivate: true, expectedCid: cid, organizationId: ORGANIZATION };
        await vault.content.pinFile({ ...file, ...request });
      }
      for (const { cid, plain } of staged) {
        expect(await bytesOf(await vault.content.read(cid))).toEqual(plain);
        expect(await vault.content.isPinned(cid)).toBe(true);
      }
      expect(await stage.stores.sealedFiles.countUnsettled()).toBe(0);
    },
  );

  it('of which one is erased, the others stay, and no byte of it is left in the store', async () => {
    const staged = await stageFiles(5);
    await pin(staged);
    const [erased, ...others] = staged;
    if (erased === undefined) throw new Error('Five were staged.');
    const { payloadCid, root } = await currentOf(erased.cid);
    expect(await vault.content.erase(erased.cid, async () => true)).toBe(true);
    await vault.content.collectGarbage();
    for (const cid of [payloadCid, root])
      expect((await stage.ask(`/api/v0/block/get?arg=${cid}`)).status).not.toBe(200);
    for (const { cid, plain } of others) expect(await bytesOf(await vault.content.read(cid))).toEqual(plain);
  });
});
