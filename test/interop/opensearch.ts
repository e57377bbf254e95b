import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const FOLDER = '/opt/peers';
const READY_WITHIN_MS = 110_000;
/** `nobody`: OpenSearch refuses to run as root. */
const OTHER_USER = 65_534;
const JVM_OPTIONS = [
  '-Xms512m',
  '-Xmx1g',
  '-XX:+UseG1GC',
  '-Djava.io.tmpdir=${OPENSEARCH_TMPDIR}',
  '-Djava.security.manager=allow',
];

/**
 * The folder of an OpenSearch on this machine: OPENSEARCH, or one in /opt/peers; null where there is none, which is said. Maven
 * Central has one as `org.opensearch.distribution.integ-test-zip:opensearch:2.19.1:zip`.
 */
export function findOpenSearch(): string | null {
  const unpacked = existsSync(FOLDER) ? readdirSync(FOLDER).map((name) => join(FOLDER, name)) : [];
  const candidates = [process.env['OPENSEARCH'] ?? [], unpacked].flat();
  const found = candidates.find((path) => existsSync(join(path, 'bin/opensearch'))) ?? null;
  if (found === null)
    process.stderr.write(
      'SKIPPED: no OpenSearch found (set OPENSEARCH to its folder, or unpack it in /opt/peers).\n',
    );
  return found;
}

/** A real OpenSearch of one node in a new directory, for this machine alone. */
export class OpenSearchServer {
  readonly #program: string;
  /** Where its files are. */
  readonly directory: string;
  #child: ChildProcess;
  #url = '';

  private constructor(program: string) {
    this.#program = program;
    this.directory = newDirectory(program);
    this.#child = this.#launch('0');
  }

  static async start(program: string): Promise<OpenSearchServer> {
    const server = new OpenSearchServer(program);
    try {
      server.#url = await server.#untilAnswers();
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  get url(): string {
    return this.#url;
  }

  /** Until it is let go on it answers nothing, and refuses no connection. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  goOn(): void {
    this.#child.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Where it was, with what it has on disk. */
  async restart(): Promise<void> {
    rmSync(this.#portsFile, { force: true });
    this.#child = this.#launch(new URL(this.#url).port);
    await this.#untilAnswers();
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
    rmSync(this.directory, { recursive: true, force: true });
  }

  get #portsFile(): string {
    return join(this.directory, 'logs/http.ports');
  }

  #launch(port: string): ChildProcess {
    const settings = {
      'path.data': join(this.directory, 'data'),
      'path.logs': join(this.directory, 'logs'),
      'network.host': '127.0.0.1',
      'http.port': port,
      'transport.port': '0',
      'discovery.type': 'single-node',
      'node.portsfile': 'true',
      'cluster.routing.allocation.disk.threshold_enabled': 'false',
    };
    return spawn(
      join(this.#program, 'bin/opensearch'),
      Object.entries(settings).map(([name, value]) => `-E${name}=${value}`),
      {
        cwd: this.directory,
        env: {
          PATH: process.env['PATH'],
          OPENSEARCH_JAVA_HOME: process.env['OPENSEARCH_JAVA_HOME'] ?? javaHome(),
          OPENSEARCH_PATH_CONF: join(this.directory, 'config'),
          OPENSEARCH_TMPDIR: this.directory,
        },
        stdio: ['ignore', 'ignore', 'inherit'],
        ...(isRoot() && { uid: OTHER_USER, gid: OTHER_USER }),
      },
    );
  }

  /** The server writes its address where it was told to, once it listens. */
  async #untilAnswers(): Promise<string> {
    const deadline = Date.now() + READY_WITHIN_MS;
    while (Date.now() < deadline) {
      if (this.#child.exitCode !== null)
        throw new Error(`OpenSearch ended with code ${this.#child.exitCode}.`);
      if (existsSync(this.#portsFile)) {
        const url = `http://${readFileSync(this.#portsFile, 'utf8').trim().split('\n')[0] ?? ''}`;
        const answer = await fetch(`${url}/_cluster/health?wait_for_status=yellow`).catch(() => null);
        if (answer?.ok === true) return url;
      }
      await setTimeout(200);
    }
    throw new Error(`OpenSearch did not answer within ${READY_WITHIN_MS} ms.`);
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill(signal);
    await exited;
  }
}

function newDirectory(program: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'lanran-opensearch-'));
  const [config, logs] = [join(directory, 'config'), join(directory, 'logs')];
  cpSync(join(program, 'config'), config, { recursive: true });
  mkdirSync(logs);
  // The shipped options write into the program's own folder.
  writeFileSync(join(config, 'jvm.options'), JVM_OPTIONS.join('\n'));
  if (isRoot())
    for (const path of [directory, logs, config, ...readdirSync(config).map((name) => join(config, name))])
      chownSync(path, OTHER_USER, OTHER_USER);
  return directory;
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function javaHome(): string {
  const { stderr } = spawnSync('java', ['-XshowSettings:properties', '-version'], { encoding: 'utf8' });
  const found = /java\.home = (.+)/.exec(stderr);
  return found?.[1]?.trim() ?? '';
}
