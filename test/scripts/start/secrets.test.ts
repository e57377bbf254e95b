import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSecrets, renewServiceSecrets } from '../../../scripts/start/secrets.ts';

describe('the secrets of an installation', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'lanran-secrets-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  const path = () => join(dataDir, 'secrets.json');

  it('are made once, and readable for their account alone', () => {
    const made = loadSecrets(dataDir);

    expect(loadSecrets(dataDir)).toEqual(made);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it.each(['installation.json', 'signed-checkpoint.json'])(
    'are not made anew where %s shows that they are missing',
    (trace) => {
      writeFileSync(join(dataDir, trace), '{}');
      expect(() => loadSecrets(dataDir)).toThrow(
        `${path()} is missing, but ${dataDir} has the ${trace} of an installation.`,
      );
      expect(existsSync(path())).toBe(false);
    },
  );

  it('that the platform shares with its embedded services are renewed, and all others stay', () => {
    const { ipfsToken, documentStorePassword, chainSecret, ...others } = loadSecrets(dataDir);

    renewServiceSecrets(dataDir);

    const renewed = loadSecrets(dataDir);
    expect(renewed).toMatchObject(others);
    expect(renewed.ipfsToken).not.toBe(ipfsToken);
    expect(renewed.documentStorePassword).not.toBe(documentStorePassword);
    expect(renewed.chainSecret).not.toBe(chainSecret);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it('are refused where one is missing', () => {
    const { chainSecret: _, ...damaged } = loadSecrets(dataDir);
    writeFileSync(path(), JSON.stringify(damaged));
    expect(() => loadSecrets(dataDir)).toThrow(`${path()} is damaged.`);
  });
});
