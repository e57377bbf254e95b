import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { create } from 'ipfs-http-client';
import type { OpenedStore } from '../embedded/content-store/behavior.ts';

const FOLDERS = ['/opt/peers', ...(process.env['PATH'] ?? '').split(delimiter)];

/** The program of a Kubo on this machine; null where there is none, which is said. */
export function findKubo(): string | null {
  const found = FOLDERS.map((folder) => join(folder, 'ipfs')).find((path) => existsSync(path)) ?? null;
  if (found === null) process.stderr.write('SKIPPED: no Kubo found (ipfs in /opt/peers or PATH).\n');
  return found;
}

/** A real Kubo with its own repository, without a network. */
export async function startKubo(program: string): Promise<OpenedStore> {
  const repository = mkdtempSync(join(tmpdir(), 'lanran-kubo-'));
  const env = { ...process.env, IPFS_PATH: repository };
  const ipfs = (...args: string[]): unknown => execFileSync(program, args, { env, stdio: 'pipe' });
  ipfs('init', '--profile=unixfs-v1-2025');
  ipfs('config', 'Addresses.API', '/ip4/127.0.0.1/tcp/0');
  ipfs('config', 'Addresses.Gateway', '/ip4/127.0.0.1/tcp/0');
  ipfs('config', '--json', 'Addresses.Swarm', '[]');
  // Loopback only: nothing is to be fetched, found or announced.
  ipfs('config', '--json', 'AutoConf.Enabled', 'false');
  ipfs('config', '--json', 'Bootstrap', '[]');
  ipfs('config', '--json', 'DNS.Resolvers', '{}');
  ipfs('config', '--json', 'Routing.DelegatedRouters', '[]');
  ipfs('config', '--json', 'Ipns.DelegatedPublishers', '[]');
  const daemon = spawn(program, ['daemon', '--offline'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => daemon.once('exit', resolve));
  await new Promise<void>((resolve, reject) => {
    void exited.then((code) => reject(new Error(`Kubo ended with ${String(code)}.`)));
    daemon.stdout.on('data', (text: Buffer) => {
      if (text.toString().includes('Daemon is ready')) resolve();
    });
  });
  const port = readFileSync(join(repository, 'api'), 'utf8').trim().split('/').at(-1) ?? '';
  const url = `http://127.0.0.1:${port}`;
  return {
    ipfs: create({ url }),
    url,
    stop: async () => {
      daemon.kill('SIGTERM');
      await exited;
      rmSync(repository, { recursive: true, force: true });
    },
  };
}
