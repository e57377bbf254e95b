import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decrypter } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateIdentity, parseIdentity } from '@lanran/api/age/identity';
import { readArchive } from '../../../scripts/backup/archive-reader.ts';
import { ArchiveWriter } from '../../../scripts/backup/archive-writer.ts';
import { BackupDamagedError, BackupEncryptedError } from '../../../scripts/backup/errors.ts';
import { readIdentities } from '../../../scripts/backup/identity-file.ts';
import { chooseRecipient } from '../../../scripts/backup/recipient.ts';
import { restore } from '../../../scripts/backup/restore.ts';

const SECRET = 'the relayer key, in clear';
/** Several chunks of age, and no multiple of one. */
const SCAN = randomBytes(200_001);
const text = generateIdentity();
const identity = parseIdentity(text);
const recipient = identity.recipient.text;
const about = {
  createdAt: '2026-11-28T09:00:00.000Z',
  parts: { documents: 'EMBEDDED', files: 'EMBEDDED', chain: 'EMBEDDED' },
} as const;

describe('the archive of an encrypted backup', () => {
  let dir = '';
  let bytes = Buffer.alloc(0);
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'lanran-encrypted-'));
    await writeFile(join(dir, 'secrets.json'), SECRET);
    await writeFile(join(dir, 'scan'), SCAN);
    const archive = await ArchiveWriter.create(join(dir, 'whole.tar.age'), recipient);
    await archive.addFile('scan', join(dir, 'scan'));
    await archive.addFile('secrets.json', join(dir, 'secrets.json'));
    await archive.finish(about);
    bytes = await readFile(join(dir, 'whole.tar.age'));
    expect(archive.fileBytes).toBe(bytes.length);
  });
  afterAll(() => rm(dir, { recursive: true }));

  async function errorOf(changed: Buffer): Promise<unknown> {
    const path = join(dir, 'changed.tar.age');
    await writeFile(path, changed);
    return readArchive(path, { identities: [identity] }).then(
      () => null,
      (error: unknown) => error,
    );
  }

  it('is restored with its identity, byte for byte', async () => {
    const target = join(dir, 'restored');
    const { manifest, isEncrypted } = await restore(join(dir, 'whole.tar.age'), target, [identity]);
    expect({ isEncrypted, ...manifest }).toMatchObject({ isEncrypted: true, ...about });
    expect(await readFile(join(target, 'secrets.json'), 'utf8')).toBe(SECRET);
    expect(await readFile(join(target, 'scan'))).toEqual(SCAN);
  });

  it('is an age file that the library of age opens, and holds nothing in clear', async () => {
    expect(bytes.includes(SECRET)).toBe(false);
    expect(bytes.includes('secrets.json')).toBe(false);
    const decrypter = new Decrypter();
    decrypter.addIdentity(text);
    const archive = Buffer.from(await decrypter.decrypt(bytes));
    await writeFile(join(dir, 'plain.tar'), archive);
    expect(await readArchive(join(dir, 'plain.tar'))).toMatchObject({ isEncrypted: false });
  });

  it('says that it is encrypted when no identity, or another one, is given; nothing is restored', async () => {
    const path = join(dir, 'whole.tar.age');
    const target = join(dir, 'not-restored');
    await expect(restore(path, target)).rejects.toThrow(/is encrypted with age.*--identity FILE/);
    const other = parseIdentity(generateIdentity());
    const failure = restore(path, target, [other]);
    await expect(failure).rejects.toBeInstanceOf(BackupEncryptedError);
    await expect(failure).rejects.toThrow('another key');
    expect((await readdir(dir)).filter((name) => name.startsWith('not-restored'))).toEqual([]);
  });

  it('is refused whichever of its bytes is changed', async () => {
    // A prime: over the chunks it comes to header, nonce, ciphertext and tags.
    for (let at = 0; at < bytes.length; at += 1_009) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      // A changed stanza can't be told from one for somebody else.
      const error = await errorOf(changed);
      expect(error instanceof BackupDamagedError || error instanceof BackupEncryptedError, `byte ${at}`).toBe(
        true,
      );
    }
  });

  it('is refused wherever it is cut short, also between two chunks, and when bytes are added', async () => {
    const header = bytes.indexOf('\n', bytes.indexOf('\n---') + 1) + 1;
    const [nonce, chunk] = [16, 65_552];
    const lengths = [0, 10, header, header + nonce, header + nonce + chunk, header + nonce + 2 * chunk];
    for (const length of [...lengths, bytes.length - 1])
      expect(await errorOf(bytes.subarray(0, length)), `${length} bytes`).toBeInstanceOf(BackupDamagedError);
    expect(await errorOf(Buffer.concat([bytes, Buffer.alloc(512)]))).toBeInstanceOf(BackupDamagedError);
  });

  it('has only ciphertext on disk while it is written', async () => {
    const archive = await ArchiveWriter.create(join(dir, 'under-way.tar.age'), recipient);
    for (let part = 0; part < 12; part += 1) await archive.addFile(`scan-${part}`, join(dir, 'scan'));
    await archive.addFile('secrets.json', join(dir, 'secrets.json'));
    const partial = join(dir, 'under-way.tar.age.partial');
    expect((await stat(partial)).mode & 0o777).toBe(0o600);
    const written = await readFile(partial);
    expect(written.length).toBeGreaterThan(1_000_000);
    expect(written.includes(SCAN.subarray(0, 64))).toBe(false);
    expect(written.includes('ustar')).toBe(false);
    await archive.abandon();
  });
});

describe('the identity of a backup', () => {
  let dir = '';
  beforeAll(async () => void (dir = await mkdtemp(join(tmpdir(), 'lanran-identity-'))));
  afterAll(() => rm(dir, { recursive: true }));

  it('is read from a file of age-keygen', async () => {
    const path = join(dir, 'key.txt');
    await writeFile(path, `# created: 2026-11-28\n# public key: ${recipient}\n${text}\n`);
    expect((await readIdentities(path)).map((one) => one.recipient.text)).toEqual([recipient]);
  });

  it.each([
    ['nothing', '', 'holds no identity'],
    ['a recipient', recipient, 'no identity'],
    ['an encrypted identity', 'age-encryption.org/v1\n', 'is encrypted itself'],
  ])('is refused where the file holds %s', async (_, content, words) => {
    const path = join(dir, 'other.txt');
    await writeFile(path, content);
    await expect(readIdentities(path)).rejects.toThrow(words);
  });

  it('is never in an error', async () => {
    const path = join(dir, 'broken.txt');
    await writeFile(path, text.slice(0, -1));
    const error: unknown = await readIdentities(path).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).not.toContain(text.slice(20, 40));
  });
});

describe('whom a backup of a data directory is encrypted to', () => {
  let dir = '';
  beforeAll(async () => void (dir = await mkdtemp(join(tmpdir(), 'lanran-recipient-'))));
  afterAll(() => rm(dir, { recursive: true }));
  const other = parseIdentity(generateIdentity()).recipient.text;

  it('is who is named, else who is set for it, else nobody', async () => {
    expect(await chooseRecipient(dir, undefined)).toBeNull();
    await writeFile(join(dir, 'backup-recipient.json'), JSON.stringify({ recipient }));
    expect(await chooseRecipient(dir, undefined)).toBe(recipient);
    expect(await chooseRecipient(dir, other)).toBe(other);
    expect(await chooseRecipient(dir, 'none')).toBeNull();
    await expect(chooseRecipient(dir, 'age1nobody')).rejects.toThrow('--recipient');
  });

  it('is not taken for nobody where the file that says it is damaged', async () => {
    await writeFile(join(dir, 'backup-recipient.json'), '{"recip');
    await expect(chooseRecipient(dir, undefined)).rejects.toThrow("can't be read");
  });
});
