import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '../support/platform-process.ts';
import type { EndedCommand, RunningCommand } from '../support/installation.ts';
import { hasPythonModules, PYTHON } from './programs.ts';

export const PYTHON_PACKAGE = join(import.meta.dirname, '../../sdk/python');
/** Tests that need them skip without them. */
const TOOLS = ['openassetio>=1.0', 'openassetio-mediacreation', 'mypy', 'types-requests'];

/** A Python of its own with the package in it, as `pip install` puts it there. */
export class Python {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  begin(args: readonly string[], env: Readonly<Record<string, string>> = {}): RunningCommand {
    const child = spawn(join(this.#folder, 'bin/python'), ['-B', ...args], {
      env: environment({ ...env, PYTHONUTF8: '1' }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const text = { stdout: '', stderr: '' };
    child.stdout.on('data', (bytes: Buffer) => (text.stdout += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (text.stderr += bytes.toString()));
    const ended = once(child, 'close').then(([exitCode]): EndedCommand => ({ exitCode, ...text }));
    return { ended, interrupt: () => child.kill('SIGKILL') };
  }

  async run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<EndedCommand> {
    return this.begin(args, env).ended;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/**
 * Null, which is said, without Python or a package index. What it takes from the index is installed first, so that a package of
 * ours that does not install is a failure. @throws Error in that case
 */
export function findPython(): Python | null {
  if (!hasPythonModules('venv')) return null;
  const folder = mkdtempSync(join(tmpdir(), 'lanran-python-'));
  const python = new Python(folder);
  const pip = (...args: string[]) =>
    run(join(folder, 'bin/python'), '-m', 'pip', 'install', '--quiet', '--no-input', ...args);
  const problem = run(PYTHON, '-m', 'venv', folder) ?? pip('requests', 'hatchling', 'eth-account');
  if (problem !== null) {
    process.stderr.write(`SKIPPED: Python can't be prepared: ${problem}\n`);
    python.remove();
    return null;
  }
  const refused = pip('--no-build-isolation', `${PYTHON_PACKAGE}[sign]`);
  if (refused !== null) {
    python.remove();
    throw new Error(`sdk/python does not install: ${refused}`);
  }
  const missing = pip(...TOOLS);
  if (missing !== null)
    process.stderr.write(`SKIPPED: OpenAssetIO and mypy can't be installed: ${missing}\n`);
  return python;
}

/** What it said, when it failed. */
function run(program: string, ...args: readonly string[]): string | null {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8', env: environment({}) });
  if (status === 0) return null;
  return error?.message ?? stderr.trim().split('\n').slice(-3).join(' ');
}
