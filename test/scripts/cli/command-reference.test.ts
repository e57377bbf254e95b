import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { commandReference } from '../../../scripts/generate/command-reference.ts';

it('docs/cli.md says what the table of acts says; `npm run generate` writes it', async () => {
  expect(await readFile('docs/cli.md', 'utf8')).toBe(commandReference());
});
