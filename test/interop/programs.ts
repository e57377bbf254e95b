import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The Python whose modules tests use: LANRAN_TEST_PYTHON, else python3. */
export const PYTHON = process.env['LANRAN_TEST_PYTHON'] ?? 'python3';

/** What `pip install` calls modules that have another name. */
const PIP_NAMES: Readonly<Record<string, string>> = {
  c2pa: 'c2pa-python',
  facturx: 'factur-x',
  PIL: 'pillow',
  pillow_heif: 'pillow-heif',
  pxr: 'usd-core',
};

/** The program's path; null where it is not on this machine, which is said. */
export function findProgram(name: string, debianPackage: string): string | null {
  return findInstalled(name, `apt-get install -y ${debianPackage}`);
}

/** @param install the command that brings it */
export function findInstalled(name: string, install: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
  if (found === null) process.stderr.write(`SKIPPED: ${name} is not on this machine. ${install}.\n`);
  return found;
}

/** False where PYTHON is not on this machine or lacks one of the modules, which is said. */
export function hasPythonModules(...modules: readonly string[]): boolean {
  const list = `import importlib.util as u, sys; print(*[each for each in sys.argv[1:] if u.find_spec(each) is None])`;
  const { status, stdout } = spawnSync(PYTHON, ['-c', list, ...modules], { encoding: 'utf8' });
  if (status !== 0) {
    const advice = 'Name one with LANRAN_TEST_PYTHON.';
    process.stderr.write(`SKIPPED: no Python as ${PYTHON}, for ${modules.join(', ')}. ${advice}\n`);
    return false;
  }
  const missing = stdout.trim().split(' ').filter(Boolean);
  if (missing.length === 0) return true;
  const install = `${PYTHON} -m pip install ${missing.map((name) => PIP_NAMES[name] ?? name).join(' ')}`;
  const advice = `${install}, or name another Python with LANRAN_TEST_PYTHON.`;
  process.stderr.write(`SKIPPED: ${PYTHON} has no ${missing.join(', ')}. ${advice}\n`);
  return false;
}
