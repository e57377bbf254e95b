import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { type StoreUnderTest, temporaryDirectory } from '../embedded/document-store/under-test.ts';

/** Where FerretDB 1.24 may be; `FERRETDB` names another place. */
const CANDIDATES = ['/opt/peers/ferretdb', join(homedir(), 'go/bin/ferretdb'), 'ferretdb'];
const READY_WITHIN_MS = 30_000;

/** The first FerretDB that runs, or null. */
export function findFerretDb(): string | null {
  const named = process.env['FERRETDB'];
  const candidates = named === undefined ? CANDIDATES : [named];
  return candidates.find((path) => runs(path)) ?? null;
}

function runs(path: string): boolean {
  try {
    execFileSync(path, ['--version'], { stdio: 'pipe' });
    return true;
  } catch {
    // Absent, or built without its version and unable to start.
    return false;
  }
}

/** Starts FerretDB over SQLite in a new directory. */
export async function startFerretDb(path: string): Promise<StoreUnderTest> {
  const directory = temporaryDirectory();
  const port = await freePort();
  const child = spawn(
    path,
    [
      '--handler=sqlite',
      `--sqlite-url=file:${directory}/`,
      `--state-dir=${directory}`,
      `--listen-addr=127.0.0.1:${port}`,
      '--debug-addr=-',
      '--telemetry=disable',
      '--log-level=error',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const uri = `mongodb://127.0.0.1:${port}/`;
  await untilAnswers(uri, child);
  return {
    uri,
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
      rmSync(directory, { recursive: true });
    },
  };
}

async function untilAnswers(uri: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`FerretDB ended with code ${child.exitCode}.`);
    const client = new MongoClient(uri, { serverSelectionTimeoutMS: 500 });
    try {
      await client.db('admin').command({ ping: 1 });
      return;
    } catch (error) {
      if (Date.now() > deadline)
        throw new Error(`FerretDB did not answer within ${READY_WITHIN_MS} ms.`, { cause: error });
    } finally {
      await client.close();
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  server.close();
  await once(server, 'close');
  return address.port;
}
