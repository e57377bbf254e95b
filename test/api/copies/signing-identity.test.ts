import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeptSigningIdentity } from '@lanran/api/copies/adapters/signing/kept-signing-identity';
import { makeSigningIdentity } from '@lanran/api/copies/adapters/signing/own-signing-identity';
import { readSigningIdentity } from '@lanran/api/copies/adapters/signing/signing-identity';

const NOW = new Date('2026-12-01T00:00:00Z');
const clock = { now: () => NOW };
let directory: string;
let key: string;
let certificate: string;
let authority: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lanran-identity-'));
  const pem = await makeSigningIdentity('test', NOW);
  [key = '', certificate = '', authority = ''] = pem.match(/-----BEGIN [\s\S]+?-----END [A-Z ]+-----/g) ?? [];
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

describe('A certificate that signs copies', () => {
  it('is read with its chain and key', () => {
    const identity = readSigningIdentity({ certificates: `${certificate}\n${authority}`, key });
    expect(identity.chain).toHaveLength(2);
    expect(identity.algorithm.name).toBe('es256');
    expect(identity.endsAt.getUTCFullYear()).toBe(2056);
  });

  it.each([
    { what: 'no certificate', pem: () => 'nothing', says: 'has no certificate' },
    { what: 'the authority first', pem: () => `${authority}\n${certificate}`, says: 'not of the key' },
    {
      what: 'issuers of others',
      pem: () => `${certificate}\n${certificate}`,
      says: 'no chain',
    },
  ])('is refused with $what', ({ pem, says }) => {
    expect(() => readSigningIdentity({ certificates: pem(), key })).toThrow(says);
  });

  it('is refused with another key, or one that is none', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const other = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(() => readSigningIdentity({ certificates: certificate, key: other })).toThrow('not of the key');
    expect(() => readSigningIdentity({ certificates: certificate, key: 'none' })).toThrow(
      'a private key as PEM',
    );
  });

  it('is refused where it signed itself', async () => {
    const { pem, keyPem } = await selfSigned();
    expect(() => readSigningIdentity({ certificates: pem, key: keyPem })).toThrow('signed itself');
  });
});

describe('The operator’s certificate', () => {
  it('is named by its variable when it can’t be used', async () => {
    const files = { certificates: join(directory, 'none.pem'), key: join(directory, 'none.key') };
    const open = () => new KeptSigningIdentity({ dataDir: directory, files, name: 'test', clock });
    expect(open).toThrow(`LANRAN_C2PA_CERT: ${files.certificates} can't be read.`);
    await writeFile(files.certificates, authority);
    await writeFile(files.key, key);
    expect(open).toThrow(
      `LANRAN_C2PA_CERT: ${files.certificates} has first a certificate that is not of the key`,
    );
  });

  it('signs until it ends, and tells when that is', async () => {
    const files = { certificates: join(directory, 'cert.pem'), key: join(directory, 'cert.key') };
    await writeFile(files.certificates, `${certificate}\n${authority}`);
    await writeFile(files.key, key);
    const at = (now: string) =>
      new KeptSigningIdentity({
        dataDir: directory,
        files,
        name: 'test',
        clock: { now: () => new Date(now) },
      });
    expect((await at('2030-01-01').get()).chain).toHaveLength(2);
    expect(at('2030-01-01').endsAt?.getUTCFullYear()).toBe(2056);
    await expect(at('2060-01-01').get()).rejects.toThrow('Put a new one into LANRAN_C2PA_CERT');
  });
});

async function selfSigned(): Promise<{ readonly pem: string; readonly keyPem: string }> {
  const x509 = await import('@peculiar/x509');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Self',
    keys,
    signingAlgorithm: algorithm,
    extensions: [new x509.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.4'])],
  });
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return {
    pem: made.toString('pem'),
    keyPem: `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----`,
  };
}
