import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSecrets } from '../../../scripts/start/secrets.ts';

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

  it.each(['documentStorePassword', 'chainSecret'] as const)(
    'get a %s that an older file lacks, and keep the rest',
    (name) => {
      const { [name]: _, ...older } = loadSecrets(dataDir);
      writeFileSync(path(), JSON.stringify(older));

      const { [name]: added, ...rest } = loadSecrets(dataDir);

      expect(rest).toEqual(older);
      expect(added).toMatch(/^[0-9a-f]{64}$/);
      expect(JSON.parse(readFileSync(path(), 'utf8'))).toMatchObject({ ...older, [name]: added });
      expect(statSync(path()).mode & 0o777).toBe(0o600);
    },
  );
});
