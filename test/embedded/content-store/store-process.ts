import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { clients, TOKEN, type StoreUnderTest } from './store-under-test.ts';

/** LANRAN_DIST names another build than the one in dist/. */
const DIST = process.env['LANRAN_DIST'] ?? fileURLToPath(new URL('../../../dist', import.meta.url));

export interface StoreProcess extends Pick<StoreUnderTest, 'url' | 'ipfs' | 'stranger'> {
  port: number;
  process: ChildProcess;
  /** Ends it with the signal; resolves to its exit code, null when the signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  exited: Promise<number | null>;
}

/** Starts `dist/content-store.js`. @throws with its complaint when it ends before it serves. */
export function startStoreProcess(
  dataDirectory: string,
  env: Record<string, string> = {},
): Promise<StoreProcess> {
  const child = spawn(process.execPath, [join(DIST, 'content-store.js')], {
    env: { ...process.env, DATA_DIR: dataDirectory, TOKEN, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  // Not `close`, which Node does not emit after `disconnect`.
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let complaints = '';
  child.stderr?.on('data', (portion: Buffer) => (complaints += portion.toString()));
  return new Promise((resolve, reject) => {
    child.once('close', (code) => {
      reject(new Error(`content-store ended with ${String(code)}: ${complaints}`));
    });
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).once('line', (line) => {
      const { ready, port } = JSON.parse(line) as { ready: boolean; port: number };
      if (!ready) return;
      const end = (signal: NodeJS.Signals): Promise<number | null> => {
        child.kill(signal);
        return exited;
      };
      resolve({ ...clients(`http://127.0.0.1:${port}`), port, process: child, end, exited });
    });
  });
}
