import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

it('has committed what the sources compile to, whatever the digest beside it says', async () => {
  const args = ['--import', 'tsx', join(root, 'scripts/generate.ts'), '--check', '--compile'];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: root });
  expect(`${stdout}${stderr}`).toBe('');
}, 600_000);
