import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isKnownJob } from '../../../web/features/admin/operation/model/job-words.ts';

/** Of each job that the platform runs: `readonly name = 'take-downs';`. */
const NAME = /^\s*readonly name = '(?<name>[a-z-]+)';/m;

it('has words for every job', () => {
  const folder = new URL('../../../api/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^[a-z]+\/jobs\/.*\.ts$/.test(file),
  );
  const names = files.flatMap(
    (file) => NAME.exec(readFileSync(new URL(file, folder), 'utf8'))?.groups?.['name'] ?? [],
  );

  expect(names).toContain('take-downs');
  expect(names.filter((name) => !isKnownJob(name))).toEqual([]);
});
