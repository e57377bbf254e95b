import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkEnvironment } from '@lanran/api/platform/config/config';
import { readStartSettings } from '../../../scripts/start/settings.ts';

const ROOT = join(import.meta.dirname, '../../..');
const example = readFileSync(join(ROOT, 'scripts/systemd/lanran.env.example'), 'utf8');
/** The units set them. */
const OF_THE_UNITS = ['LANRAN_DATA_DIR', 'LANRAN_JOIN'];
/** Only the backup's unit reads it. */
const OF_THE_BACKUP = ['LANRAN_BACKUP_RECIPIENT'];

const settings = new Map(
  [...example.matchAll(/^#?([A-Z][A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
);

describe('the environment file of the service', () => {
  it('has each setting of docs/operating.md, and no other', () => {
    const text = readFileSync(join(ROOT, 'docs/operating.md'), 'utf8');
    const [, table = ''] = text.split(/^## (?:Settings|Currencies)$/m);
    const documented = [...table.matchAll(/^\| (`[A-Z].*?) \|/gm)].flatMap(([, names = '']) =>
      [...names.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name),
    );
    expect(documented.length).toBeGreaterThan(20);
    expect([...settings.keys(), ...OF_THE_UNITS].sort()).toEqual(
      [...new Set(documented), ...OF_THE_BACKUP].sort(),
    );
  });

  it('says in one line before each what it sets', () => {
    for (const name of settings.keys()) expect(example).toMatch(new RegExp(`^# .+\\n#?${name}=`, 'm'));
  });

  it('has examples that a start takes', () => {
    const given = Object.fromEntries(
      [...settings].filter(([name, value]) => value !== '' && !/_KEY$/.test(name)),
    );
    expect(() => readStartSettings(given)).not.toThrow();
    expect(() => checkEnvironment(given)).not.toThrow();
  });
});
