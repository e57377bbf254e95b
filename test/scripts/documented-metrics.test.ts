import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFile(join(ROOT, path), 'utf8');

describe('what is documented for operators', () => {
  it('has every alert, and no other', async () => {
    const rules = [...(await read('scripts/prometheus/alerts.yml')).matchAll(/- alert: (\w+)/g)];
    const rows = (await read('docs/operating.md')).match(/^\| `Lanran\w+`.*?\|/gm) ?? [];
    const named = rows.flatMap((row) => row.match(/Lanran\w+/g) ?? []);
    expect(named.sort()).toEqual(rules.map(([, name]) => name).sort());
  });

  it('has every metric', async () => {
    const folder = 'api/operations/http';
    const files = (await readdir(join(ROOT, folder))).filter((name) => name.endsWith('.ts'));
    const sources = await Promise.all(files.map((name) => read(join(folder, name))));
    const metrics = sources.flatMap((source) =>
      [...source.matchAll(/'(lanran_[a-z_]+)'/g)].map(([, name]) => name ?? ''),
    );
    expect(metrics).toContain('lanran_jobs_leading');
    const documents = `${await read('docs/operating.md')}${await read('docs/fixity.md')}`;
    expect(metrics.filter((name) => !new RegExp(`${name}\\b`).test(documents))).toEqual([]);
  });
});
