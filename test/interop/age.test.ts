import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openHeader } from '@lanran/api/age/header';
import { generateIdentity, parseIdentity } from '@lanran/api/age/identity';
import { openRange } from '@lanran/api/age/open-range';
import { CHUNK_BYTES, NONCE_BYTES, payloadKeyOf } from '@lanran/api/age/payload';
import { sealAll } from '../api/age/sealing.ts';

const LENGTHS = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 16 * CHUNK_BYTES, 16 * CHUNK_BYTES + 7];
const hasAge = spawnSync('age', ['--version']).status === 0;

if (!hasAge) {
  process.stderr.write(`SKIPPED: the stock age tool is not on this machine. apt-get install -y age.\n`);
  describe.skip('age', () => it('is not on this machine'));
}

describe.runIf(hasAge)('the stock age tool', () => {
  const directory = mkdtempSync(join(tmpdir(), 'lanran-age-'));
  const [key, file] = [join(directory, 'key'), join(directory, 'file')];
  const text = generateIdentity();
  const identity = parseIdentity(text);
  writeFileSync(key, `${text}\n`, { mode: 0o600 });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('knows our identities', () => {
    expect(execFileSync('age-keygen', ['-y', key]).toString().trim()).toBe(identity.recipient.text);
  });

  it('decrypts what we encrypt', () => {
    const other = parseIdentity(generateIdentity()).recipient;
    for (const length of LENGTHS) {
      const plain = randomBytes(length);
      const { header, payload } = sealAll(plain, [other, identity.recipient]);
      writeFileSync(file, Buffer.concat([Buffer.from(header), payload]));
      const decrypted = execFileSync('age', ['-d', '-i', key, file], { maxBuffer: 2 ** 24 });
      expect(decrypted.equals(plain)).toBe(true);
    }
  });

  it('encrypts what we decrypt', async () => {
    for (const length of LENGTHS) {
      const plain = randomBytes(length);
      writeFileSync(file, plain);
      const encrypted = execFileSync('age', ['-r', identity.recipient.text, file], { maxBuffer: 2 ** 24 });
      const end = encrypted.indexOf('\n', encrypted.indexOf('\n--- ') + 1) + 1;
      const payload = encrypted.subarray(end);
      const fileKey = openHeader(encrypted.subarray(0, end).toString(), [identity]);
      const payloadKey = payloadKeyOf(fileKey, payload.subarray(0, NONCE_BYTES));
      const sealed = (async function* () {
        yield payload.subarray(NONCE_BYTES);
      })();
      const pieces: Buffer[] = [];
      for await (const piece of openRange({ payloadKey, bytes: length }, { start: 0, end: length }, sealed))
        pieces.push(piece);
      expect(Buffer.concat(pieces).equals(plain)).toBe(true);
    }
  });
});
