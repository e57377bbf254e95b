import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
    expect(made.documentStorePassword).toMatch(/^[0-9a-f]{64}$/);
  });

  it('of before a password of the document store are kept, and given one', () => {
    const { documentStorePassword: _, ...older } = JSON.parse(
      (loadSecrets(dataDir), readFileSync(path(), 'utf8')),
    ) as Record<string, unknown>;
    writeFileSync(path(), JSON.stringify(older));

    const { documentStorePassword } = loadSecrets(dataDir);

    expect(JSON.parse(readFileSync(path(), 'utf8'))).toEqual({ ...older, documentStorePassword });
  });
});
