import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { demoSeededPath } from '../../scripts/seed/accounts.ts';
import { Installation } from '../support/installation.ts';

/** Behind a server with a certificate, on a machine that reaches the platform by its own address only. */
const PUBLIC = 'https://lanran.example.org';

describe('a first start under a public address of another machine', () => {
  const here = Installation.emptyForSuite();

  it('brings the demo data, and lets nobody sign in by the address of the machine', async () => {
    await here.start({ HOST: '0.0.0.0', LANRAN_PUBLIC_URL: PUBLIC }, { readyWithinMs: 110_000 });

    expect(existsSync(demoSeededPath(here.dataDir))).toBe(true);
    const { exitCode, document } = await here.hereAs('studio', 'whoami');
    expect(exitCode).toBe(1);
    expect(document).toMatchObject({
      error: { code: 'WRONG_ADDRESS', message: expect.stringContaining(`Use ${PUBLIC},`) },
    });
  });
});
