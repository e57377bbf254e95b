import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

/** LANRAN_DIST names another build than the one in dist/. */
const DIST = process.env['LANRAN_DIST'] ?? fileURLToPath(new URL('../../../dist', import.meta.url));
export const PROGRAM = join(DIST, 'chain.js');

export interface ChainProcess {
  readonly url: string;
  readonly process: ChildProcess;
  /** Ends it with the signal; resolves to its exit code, null when the signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

const running = new Set<ChildProcess>();
const directories = new Set<string>();

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  for (const directory of directories) await rm(directory, { recursive: true, force: true });
});

/** Removed after the tests of the file. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'lanran-chain-'));
  directories.add(directory);
  return directory;
}

/** Rejects with what the process said on stderr when it ends before it serves. */
export function startChainProcess(dataDir: string, env: Record<string, string> = {}): Promise<ChainProcess> {
  const child = spawn(process.execPath, [PROGRAM], {
    env: { ...process.env, DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  void exited.then(() => running.delete(child));
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  return new Promise((resolve, reject) => {
    void exited.then((code) => reject(new Error(`The chain ended with ${code}: ${complaints}`)));
    createInterface({ input: child.stdout }).once('line', (line) => {
      const { port } = JSON.parse(line) as { port: number };
      const end = (signal: NodeJS.Signals) => {
        child.kill(signal);
        return exited;
      };
      resolve({ url: `http://127.0.0.1:${port}`, process: child, end });
    });
  });
}
