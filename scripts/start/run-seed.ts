import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { demoSeededPath } from '../seed/accounts.ts';

export class SeedFailedError extends Error {
  override readonly name = 'SeedFailedError';
}

export interface SeedRun {
  readonly apiUrl: string;
  /** Where people open the platform: its accounts sign in there. */
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Brings the demo data in a child process, once. @throws SeedFailedError; the next start goes on where this one ended */
export async function runSeed({ apiUrl, publicUrl, dataDir, say, signal }: SeedRun): Promise<void> {
  if (existsSync(demoSeededPath(dataDir))) return;
  const child = fork(fileURLToPath(new URL('./seed.js', import.meta.url)), [], {
    env: { ...process.env, LANRAN_API: apiUrl, LANRAN_PUBLIC_URL: publicUrl, LANRAN_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    execArgv: ['--enable-source-maps'],
    // Ctrl-C is for the platform, which ends this one with itself.
    detached: true,
    signal,
  });
  if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', say);
  const code = await new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
    child.once('error', () => resolve(null));
  });
  if (code !== 0 && !signal.aborted) {
    throw new SeedFailedError(
      'The demo data could not be brought; the reason is above. Nothing is lost: the same command goes on where it stopped, and LANRAN_DEMO=0 does without them.',
    );
  }
}
