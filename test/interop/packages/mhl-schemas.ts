import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { PYTHON } from '../programs.ts';

/** XML schemas of ASC MHL 2.0. */
export interface MhlSchemas {
  readonly generation: string;
  readonly chain: string;
}

/** Of the release of `ascmhl` that has them: its source, not what pip installs. Null, which is said, without a package index. */
export function findMhlSchemas(): MhlSchemas | null {
  const folder = mkdtempSync(join(tmpdir(), 'lanran-mhl-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const source = ['--no-deps', '--no-binary', ':all:', 'ascmhl==1.2'];
  spawnSync(PYTHON, ['-m', 'pip', 'download', '--quiet', '--dest', folder, ...source]);
  const [archive] = readdirSync(folder).filter((name) => name.endsWith('.tar.gz'));
  const unpack = ['-xzf', join(folder, archive ?? ''), '--strip-components=1', '-C', folder];
  if (archive === undefined || spawnSync('tar', unpack).status !== 0) {
    process.stderr.write(
      `SKIPPED: the schemas of ASC MHL: ${PYTHON} -m pip download of ascmhl 1.2 failed.\n`,
    );
    return null;
  }
  const xsd = join(folder, 'xsd');
  return { generation: join(xsd, 'ASCMHL.xsd'), chain: join(xsd, 'ASCMHLDirectory__combined.xsd') };
}
