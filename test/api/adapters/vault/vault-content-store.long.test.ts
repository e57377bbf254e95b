import { chmod, open, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { Decrypter } from 'age-encryption';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { generateIdentity, parseIdentity } from '@lanran/api/age/identity';
import { CHUNK_BYTES } from '@lanran/api/age/payload';
import type { SealedFile } from '@lanran/api/vault/ports/sealed-file-store';
import { digestFile } from '@lanran/protocol/files/digest';
import { bytesOf, marked, startVaultStage, type VaultStage } from './vault-stage.ts';

const ORGANIZATION = 'museum' as OrganizationId;
const OTHER = 'archive' as OrganizationId;
const MIB = 1_048_576;
const key = generateIdentity();
const recovery = generateIdentity();
const STEPS = ['before-seal-stored', 'before-seal-swapped', 'before-seal-retired'] as const;

let stage: VaultStage;
let vault: ReturnType<VaultStage['open']>;
let seed = 0;

beforeAll(async () => {
  stage = await startVaultStage();
  vault = stage.open([key]);
});
afterEach(async () => {
  for (const each of [ORGANIZATION, OTHER]) await stage.stores.recoveryRecipients.remove(each);
});
afterAll(async () => {
  await vault.staging.stop();
  await stage.stop();
});

const fresh = (length = MIB + 300_000) => marked(length, ++seed);

async function sealOf(cid: string, organizationId = ORGANIZATION): Promise<SealedFile> {
  const file = await stage.stores.sealedFiles.find(cid, organizationId);
  if (file === null) throw new Error(`${cid} is not encrypted`);
  return file;
}

async function setRecovery(text: string, organizationId = ORGANIZATION): Promise<void> {
  await stage.stores.recoveryRecipients.set({
    organizationId,
    recipient: parseIdentity(text).recipient.text,
    setAt: new Date(),
    setBy: `0x${'1'.repeat(40)}` as never,
  });
}

/** `ipfs cat ROOT | age -d -i key`. */
async function recovered(root: string, identity: string): Promise<Buffer> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const { body } = await stage.ask(`/api/v0/cat?arg=${root}`);
  return Buffer.from(await decrypter.decrypt(body));
}

/** Three bytes of a stored payload, on the disk. */
async function alter(payloadCid: string, at: number): Promise<void> {
  const path = join(stage.directory, 'files', 'files', payloadCid.slice(-3, -1), payloadCid);
  await chmod(path, 0o600);
  const file = await open(path, 'r+');
  await file.write(Buffer.of(1, 2, 3), 0, 3, at);
  await file.close();
}

async function expectReadable(cid: string, plain: Buffer, by = vault): Promise<void> {
  expect((await bytesOf(await by.content.read(cid))).equals(plain)).toBe(true);
}

describe('a published original that is not for everyone', () => {
  it('is read by the CID of its plaintext, by range', async () => {
    const plain = fresh();
    const { cid } = await stage.publish(vault, plain, ORGANIZATION);
    expect(await vault.content.isPinned(cid)).toBe(true);
    await expectReadable(cid, plain);
    for (const [start, end] of [
      [0, 1],
      [CHUNK_BYTES - 1, CHUNK_BYTES + 1],
      [5, 5],
      [MIB, plain.length + 99],
    ] as const) {
      const wanted = plain.subarray(start, end);
      expect((await bytesOf(await vault.content.read(cid, { start, end }))).equals(wanted)).toBe(true);
      expect(Buffer.concat(await vault.content.readPart(cid, { start, end })).equals(wanted)).toBe(true);
    }
  });

  it('is read in parts while it is encrypted anew, brought again, and erased', async () => {
    const plain = fresh();
    const { cid } = await stage.publish(vault, plain, ORGANIZATION);
    const range = { start: MIB - 9, end: MIB + 9 };
    const expectPart = async (by = vault) =>
      expect(Buffer.concat(await by.content.readPart(cid, range))).toEqual(plain.subarray(MIB - 9, MIB + 9));
    const another = stage.open([key]);
    for (const by of [vault, another]) await expectPart(by);
    await stage.stores.sealedFiles.demand({ work: 'REENCRYPT', organizationId: ORGANIZATION });
    await vault.content.settle(await sealOf(cid));
    await vault.content.collectGarbage();
    // Another process knows the former object until it looks again.
    for (const by of [vault, another]) await expectPart(by);

    await alter((await sealOf(cid)).current?.payloadCid ?? '', MIB);
    await expect(vault.content.readPart(cid, range)).rejects.toMatchObject({ code: 'CONTENT_DAMAGED' });
    await vault.content.erase(cid, async () => true);
    await expect(vault.content.readPart(cid, range)).rejects.toMatchObject({ code: 'CONTENT_MISSING' });
    await expect(another.content.readPart(cid, range)).rejects.toMatchObject({ code: 'CONTENT_MISSING' });
  });

  it.each([0, 7, CHUNK_BYTES])('may have %i bytes', async (length) => {
    const plain = fresh(length);
    const { cid } = await stage.publish(vault, plain, ORGANIZATION);
    await expectReadable(cid, plain);
  });

  it('is an age file for the vault and the recovery key of its organization, and of no other', async () => {
    await setRecovery(recovery);
    const plain = fresh(200_000);
    const { cid } = await stage.publish(vault, plain, ORGANIZATION);
    await stage.publish(vault, plain, OTHER);
    const { current } = await sealOf(cid);
    expect((await recovered(current?.root ?? '', key)).equals(plain)).toBe(true);
    expect((await recovered(current?.root ?? '', recovery)).equals(plain)).toBe(true);
    await expect(recovered((await sealOf(cid, OTHER)).current?.root ?? '', recovery)).rejects.toThrow();
  });

  it('is reachable nowhere as plaintext, neither in the store nor on the disk', async () => {
    const plain = fresh(2 * MIB + 5);
    const { cid } = await stage.publish(vault, plain, ORGANIZATION);
    const leaf = (await digestFile([plain.subarray(0, MIB)])).cid;
    for (const block of [cid, leaf]) {
      for (const command of ['cat', 'block/get', 'block/stat', 'dag/export', 'ls', 'refs', 'pin/ls'])
        expect((await stage.ask(`/api/v0/${command}?arg=${block}`)).status).not.toBe(200);
      for (const query of ['', '?format=raw', '?format=car'])
        expect((await stage.ask(`/ipfs/${block}${query}`, 'GET')).status).toBe(404);
    }
    expect(await stage.filesInClear()).toEqual([]);
  });

  it('is in clear beside, where it is open elsewhere', async () => {
    const plain = fresh(100_000);
    const path = join(stage.directory, 'staging', 'open');
    await writeFile(path, plain);
    const { cid } = await digestFile([plain]);
    await vault.content.pinFile({ filePath: path, isPrivate: false, expectedCid: cid });
    await stage.publish(vault, plain, ORGANIZATION);
    expect((await stage.ask(`/api/v0/cat?arg=${cid}`)).body.equals(plain)).toBe(true);
    await stage.objects.unpin(cid);
    await stage.objects.collectGarbage();
    await expectReadable(cid, plain);
  });

  it('is encrypted where it is brought in clear, if it is what was signed', async () => {
    const plain = fresh(100_000);
    const path = join(stage.directory, 'staging', 'clear');
    await writeFile(path, plain);
    const { cid } = await digestFile([plain]);
    const request = { filePath: path, isPrivate: true, organizationId: ORGANIZATION };
    const wrong = (await digestFile([Buffer.from('other')])).cid;
    await expect(vault.content.pinFile({ ...request, expectedCid: wrong })).rejects.toMatchObject({
      code: 'CONTENT_MISMATCH',
    });
    await vault.content.pinFile({ ...request, expectedCid: cid });
    await rm(path);
    await expectReadable(cid, plain);
    expect(await stage.filesInClear()).toEqual([]);
  });

  it('can not be read with another key, which says nothing of its bytes; what to do is told to the operator alone', async () => {
    const { cid } = await stage.publish(vault, fresh(1_000), ORGANIZATION);
    const stranger = stage.open([generateIdentity()]);
    const refused: unknown = await stranger.content.read(cid).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'CONTENT_UNREADABLE',
      message: expect.not.stringContaining('LANRAN_VAULT_KEY'),
      cause: { message: expect.stringMatching(/LANRAN_VAULT_KEY/) },
    });
    expect(inspect(refused)).not.toContain('AGE-SECRET');
    await expectReadable(
      cid,
      await bytesOf(await vault.content.read(cid)),
      stage.open([generateIdentity(), key]),
    );
  });

  it('whose header was altered is damaged, also where that looks as if it were for another key', async () => {
    const { cid } = await stage.publish(vault, fresh(1_000), ORGANIZATION);
    const file = await sealOf(cid);
    if (file.current === null) throw new Error('nothing is encrypted');
    const [version = '', stanza = '', body = '', ...rest] = file.current.header.split('\n');
    const altered = `${body.startsWith('A') ? 'B' : 'A'}${body.slice(1)}`;
    const header = [version, stanza, altered, ...rest].join('\n');
    await stage.stores.sealedFiles.save({ ...file, current: { ...file.current, header } });
    await expect(vault.content.read(cid)).rejects.toMatchObject({ code: 'CONTENT_DAMAGED' });
  });

  it('that was altered on the disk gives no wrong byte', async () => {
    const plain = fresh();
    const { cid } = await stage.publish(vault, plain, ORGANIZATION);
    const { current } = await sealOf(cid);
    await alter(current?.payloadCid ?? '', MIB);
    expect(
      (await bytesOf(await vault.content.read(cid, { start: 0, end: 900_000 }))).equals(
        plain.subarray(0, 900_000),
      ),
    ).toBe(true);
    await expect(vault.content.read(cid, { start: MIB - 100, end: MIB })).rejects.toMatchObject({
      code: 'CONTENT_DAMAGED',
    });
  });
});

describe('a publication that was interrupted', () => {
  it.each(STEPS)('goes on after %s', async (step) => {
    const plain = fresh();
    stage.failPoints.arm(step);
    await expect(stage.publish(vault, plain, ORGANIZATION)).rejects.toThrow(step);
    const again = { ...vault, content: stage.open([key]).content };
    const { cid } = await stage.publish(again, plain, ORGANIZATION);
    await expectReadable(cid, plain);
    expect(await sealOf(cid)).toMatchObject({ next: null, retired: [] });
    expect(await stage.filesInClear()).toEqual([]);
  });
});

describe.each(['ROTATE', 'REENCRYPT'] as const)('to %s', (work) => {
  it.each([null, ...STEPS])(
    'is done with what recipients are wanted now, also interrupted at %s',
    async (step) => {
      // Without an interruption, one whose payload is of several blocks.
      const plain = fresh(step === null ? MIB + 300_000 : 70_000);
      const { cid } = await stage.publish(vault, plain, ORGANIZATION);
      const before = await sealOf(cid);
      await setRecovery(recovery);
      const [newKey, settled] = [generateIdentity(), { next: null, retired: [], work: 'NONE' }];
      const rotated = stage.open([newKey, key]);
      const { sealedFiles } = stage.stores;
      const left = (of = ORGANIZATION, most = 1_000) => sealedFiles.countUnsettledOf(of, most);
      await sealedFiles.demand({ work, organizationId: ORGANIZATION });
      const demanded = await left();
      expect([await left(ORGANIZATION, 1), await left('another' as never)]).toEqual([1, 0]);
      if (step !== null) {
        stage.failPoints.arm(step);
        await expect(rotated.content.settle(before)).rejects.toThrow(step);
        await expectReadable(cid, plain, rotated);
      }
      await rotated.content.settle(before);
      await rotated.content.settle(before);
      const after = await sealOf(cid);
      expect(after).toMatchObject(settled);
      expect(await left()).toBe(demanded - 1);
      expect(after.current?.payloadCid === before.current?.payloadCid).toBe(work === 'ROTATE');
      await expectReadable(cid, plain, stage.open([newKey]));
      expect((await recovered(after.current?.root ?? '', recovery)).equals(plain)).toBe(true);
      await stage.objects.collectGarbage();
      expect((await stage.ask(`/api/v0/cat?arg=${before.current?.root ?? ''}`)).status).not.toBe(200);
      const isKept =
        (await stage.ask(`/api/v0/block/stat?arg=${before.current?.payloadCid ?? ''}`)).status === 200;
      expect(isKept).toBe(work === 'ROTATE');
      expect(await readdir(join(stage.directory, 'staging', 'sealing')).catch(() => [])).toEqual([]);
    },
  );
});

describe('an original whose custody moved', () => {
  const othersRecovery = generateIdentity();

  /** As the job does, until nothing is left to do. */
  async function handOver(
    cid: string,
    holders: readonly OrganizationId[],
    by: typeof vault = vault,
  ): Promise<void> {
    for (;;) {
      const all = await stage.stores.sealedFiles.listUnsettled(null, 1_000);
      const unsettled = all.filter((file) => file.cid === cid);
      if (unsettled.length === 0) return;
      for (const file of unsettled) await by.content.handOver(file, async () => holders);
    }
  }

  async function publishAndMove(plain: Buffer): Promise<SealedFile> {
    await setRecovery(recovery);
    await setRecovery(othersRecovery, OTHER);
    const { cid, sha256 } = await stage.publish(vault, plain, ORGANIZATION);
    await stage.stores.sealedFiles.markMoved([{ cid, sha256 }]);
    return sealOf(cid);
  }

  async function isHeld(cid = ''): Promise<boolean> {
    return (await stage.ask(`/api/v0/block/stat?arg=${cid}`)).status === 200;
  }

  it.each([null, ...STEPS, 'before-seal-released' as const])(
    'opens to the new holder under a new header, and to the old no more, also interrupted at %s',
    async (step) => {
      const plain = fresh(70_000);
      const { cid, current: former } = await publishAndMove(plain);
      if (step !== null) {
        stage.failPoints.arm(step);
        await expect(handOver(cid, [OTHER])).rejects.toThrow(step);
        await expectReadable(cid, plain);
      }
      await handOver(cid, [OTHER], stage.open([key]));
      const { current } = await sealOf(cid, OTHER);
      expect(current?.payloadCid).toBe(former?.payloadCid);
      expect((await recovered(current?.root ?? '', othersRecovery)).equals(plain)).toBe(true);
      await expect(recovered(current?.root ?? '', recovery)).rejects.toThrow();
      expect(await stage.stores.sealedFiles.find(cid, ORGANIZATION)).toBeNull();
      await stage.objects.collectGarbage();
      expect(await isHeld(former?.root)).toBe(false);
      expect(await stage.objects.isPinned(former?.payloadCid ?? '')).toBe(true);
      await expectReadable(cid, plain);
    },
  );

  it('stays with who has the same content as another asset, and the new holder has one of their own', async () => {
    const plain = fresh(70_000);
    const before = await publishAndMove(plain);
    await handOver(before.cid, [ORGANIZATION, OTHER]);
    const [kept, given] = [await sealOf(before.cid), await sealOf(before.cid, OTHER)];
    expect(kept).toMatchObject({ current: before.current, movedSha256: null });
    expect(given.current?.payloadCid).not.toBe(before.current?.payloadCid);
    expect((await recovered(given.current?.root ?? '', othersRecovery)).equals(plain)).toBe(true);
    await expect(recovered(given.current?.root ?? '', recovery)).rejects.toThrow();
  });

  it.each([false, true])('takes the place of the one they have if that is damaged: %s', async (isDamaged) => {
    const plain = fresh(70_000);
    await stage.publish(vault, plain, OTHER);
    const { cid, current: former } = await publishAndMove(plain);
    const { current: own } = await sealOf(cid, OTHER);
    if (isDamaged) await alter(own?.payloadCid ?? '', 66_000);
    await handOver(cid, [OTHER]);
    const { current } = await sealOf(cid, OTHER);
    expect(current?.payloadCid).toBe((isDamaged ? former : own)?.payloadCid);
    await stage.objects.collectGarbage();
    expect(await isHeld((isDamaged ? own : former)?.payloadCid)).toBe(false);
    await expectReadable(cid, plain);
  });

  it('stays as it is while nobody is known to hold it', async () => {
    const before = await publishAndMove(fresh(100));
    await handOver(before.cid, []);
    expect(await sealOf(before.cid)).toMatchObject({ current: before.current, movedSha256: null });
  });
});
