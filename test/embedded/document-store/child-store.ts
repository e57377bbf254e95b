import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { socketUri } from '@lanran/embedded/document-store/uris';

const MODULE = join(import.meta.dirname, '../../../dist/document-store.js');

export interface ChildStore {
  readonly child: ChildProcess;
  readonly uri: string;
  readonly socketPath: string;
  /** Null where it opens none. */
  readonly port: number | null;
  /** What the process wrote to its error output so far. */
  readonly errors: () => string;
}

interface Ready {
  readonly ready: boolean;
  readonly socket: string;
  readonly port: number | null;
}

/** Starts the store's process. Rejects with its error output when it ends before it is ready. */
export async function startChildStore(env: Readonly<Record<string, string>>): Promise<ChildStore> {
  const child = fork(MODULE, [], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const { socket, port } = await new Promise<Ready>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The store ended with code ${code}: ${errors}`)));
    if (child.stdout === null) throw new Error('The store was started without a pipe for its output.');
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = JSON.parse(line) as Ready;
      if (message.ready) resolve(message);
    });
  });
  return { child, uri: `${socketUri(socket)}/`, socketPath: socket, port, errors: () => errors };
}

/** Ends the process and gives its exit code, null after a signal that cannot be caught. */
export async function endChild(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit') as Promise<[number | null]>;
  child.kill(signal);
  const [code] = await exited;
  return code;
}
