import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { generateIdentity, parseIdentity } from '@lanran/api/age/identity';
import type { Installation } from './installation.ts';
import { startPlatform } from './platform-process.ts';

const ROOT = join(import.meta.dirname, '../..');

/** What the commands of docs/operating.md call on a machine, in the words of a shell. */
const PROGRAMS: Readonly<Record<string, string>> = {
  // Every account is the test's own.
  sudo: 'shift 2; exec "$@"',
  chown: 'exit 0',
  // The program is there already, and built.
  git: 'exit 0',
  npm: '[ "$1" = start ] || exit 0\nexec curl --fail-with-body -sS -X POST "$MACHINE/npm-start?$PWD/$LANRAN_DATA_DIR"',
  'age-keygen': 'printf "%s\\n" "$AGE_IDENTITY" >"$2"',
  npx: 'shift; exec node "$DIST/lanran.js" "$@"',
  systemctl: 'exec curl --fail-with-body -sS -X POST "$MACHINE/$1"',
  journalctl: 'exec curl -fsS "$MACHINE/journal"',
};

/** A stand-in for a machine with systemd on which an installation is a service, for the commands of docs/operating.md. */
export class ServiceMachine {
  readonly #here: Installation;
  readonly #server: Server;
  readonly #identity = generateIdentity();

  private constructor(here: Installation, server: Server) {
    this.#here = here;
    this.#server = server;
  }

  static async start(here: Installation): Promise<ServiceMachine> {
    const server = createServer((request, response) => {
      machine.#answer(request.url ?? '').then(
        (text) => response.end(text),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
    const machine = new ServiceMachine(here, server);
    mkdirSync(here.path('bin'));
    for (const [name, text] of Object.entries(PROGRAMS)) {
      writeFileSync(here.path(`bin/${name}`), `#!/bin/sh\n${text}\n`);
      chmodSync(here.path(`bin/${name}`), 0o755);
    }
    mkdirSync(here.path('program/scripts'), { recursive: true });
    writeFileSync(
      here.path('program/scripts/lanran.mjs'),
      `import ${JSON.stringify(join(inject('distDir'), 'lanran.js'))};`,
    );
    symlinkSync(join(ROOT, 'node_modules'), here.path('program/node_modules'));
    writeFileSync(machine.#settings, readFileSync(join(ROOT, 'scripts/systemd/lanran.env.example')));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return machine;
  }

  /** Of the environment file. */
  get settings(): Record<string, string> {
    const lines = readFileSync(this.#settings, 'utf8').matchAll(/^([A-Z_]+)=(.+)$/gm);
    return Object.fromEntries([...lines].map(([, name = '', value = '']) => [name, value]));
  }

  /** Runs commands of the document as they stand there, but for the places that they name. @returns what they print */
  async run(commands: string, places: Readonly<Record<string, string>> = {}): Promise<string> {
    const here = this.#here;
    const named = {
      '/opt/lanran': here.path('program'),
      '/var/lib/lanran': here.dataDir,
      '/etc/lanran/lanran.env': this.#settings,
      'http://127.0.0.1:4000': here.url,
      'https://lanran.example.org': here.url,
      'age1…': parseIdentity(this.#identity).recipient.text,
      ...places,
    };
    const text = Object.entries(named).reduce((all, [name, place]) => all.replaceAll(name, place), commands);
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', text], {
      cwd: here.dir,
      env: {
        ...process.env,
        ...here.commandEnvironment(),
        PATH: `${here.path('bin')}:${process.env['PATH'] ?? ''}`,
        AGE_IDENTITY: this.#identity,
        DIST: inject('distDir'),
        MACHINE: `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`,
      },
    });
    return stdout;
  }

  async stop(): Promise<void> {
    this.#server.close();
    await once(this.#server, 'close');
  }

  get #settings(): string {
    return this.#here.path('lanran.env');
  }

  async #answer(path: string): Promise<string> {
    if (path === '/journal') return this.#here.platform.said;
    const [, dataDir] = path.split('/npm-start?');
    if (dataDir !== undefined) return startOnce(dataDir);
    if (path === '/stop' || path === '/restart') await this.#here.platform.end('SIGTERM');
    if (path === '/start' || path === '/restart') await this.#here.start(this.settings);
    return '';
  }
}

/** What a platform says that starts and is ended. */
async function startOnce(dataDir: string): Promise<string> {
  const platform = await startPlatform({ distDir: inject('distDir'), dataDir, env: { LANRAN_DEMO: '0' } });
  await platform.end('SIGTERM');
  return platform.said;
}

/** The blocks of commands of each section of a document, by its heading. */
export function commandsBySection(document: string): Map<string, string[]> {
  const sections = readFileSync(join(ROOT, document), 'utf8').split(/^##+ /m);
  return new Map(
    sections
      .slice(1)
      .map((section) => [
        section.slice(0, section.indexOf('\n')),
        [...section.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, text = '']) => text),
      ]),
  );
}
