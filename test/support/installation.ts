import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cp, lstat, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, inject, onTestFailed, vi } from 'vitest';
import { z } from 'zod';
import { type DemoAccount, readDemoAccount } from '../../scripts/seed/accounts.ts';
import { lanranJson } from '../scripts/command-line.ts';
import { DEMO_READY } from './demo-outcome.ts';
import type { Newcomer } from './newcomers.ts';
import { environment, type PlatformProcess, type StartOptions, startPlatform } from './platform-process.ts';
import { askForSharedPlatform, readSharedLog, type SharedPlace } from './shared-platform.ts';

/** Whose key files the demo data has, or somebody of the test's own. */
export type Account = DemoAccount | Newcomer;

export interface CommandOutcome {
  readonly exitCode: number | null;
  /** The one document on stdout. */
  readonly document: Record<string, unknown>;
  readonly stderr: string;
}

export interface EndedCommand {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  readonly ended: Promise<EndedCommand>;
  /** Ends it at once, as when a person closes the window. */
  interrupt(): void;
}

/** Below the time limit of hooks. */
const DEMO_WITHIN_MS = 110_000;

/** Where nothing listens: for commands that need no platform. */
const NOWHERE = 'http://127.0.0.1:1';

const Services = z.object({
  mongoUri: z.string(),
  mongoTcpUri: z.string().optional(),
  ipfsApiUrl: z.string(),
  chainRpcUrl: z.string(),
  chainSecret: z.string(),
});

/** The build and the demo data are made while other tests run. */
async function demoInstallation(): Promise<void> {
  const read = async () => readFile(inject('demoOutcome'), 'utf8');
  const outcome = await vi.waitFor(read, { timeout: DEMO_WITHIN_MS, interval: 200 });
  if (outcome !== DEMO_READY) throw new Error(`The demo installation could not be made: ${outcome}`);
}

/** A platform that was ended hard leaves its socket, which can't be copied. */
async function isNoSocket(path: string): Promise<boolean> {
  return !(await lstat(path)).isSocket();
}

/**
 * A running platform for a suite, and a folder of the suite's own beside it.
 *
 * `shared()` is what a file takes unless it can't: one platform with the demo data serves the whole run. Such a file makes its
 * own institution, council and studio (`newcomers.ts`: they cost milliseconds, and a browser signs in as one of them by
 * `signInAs`) and reads the demo's assets and people, but changes nothing of theirs and counts nothing that others add to.
 *
 * A platform of its own (`forSuite`, `emptyForSuite`, `ofArchive`) costs seconds of a core, and is only for what kills, moves,
 * upgrades, restores or reconfigures a platform, needs one that is empty, reads its log or its processes, or writes to its
 * data directory.
 */
export class Installation {
  readonly dir: string;
  #platform: PlatformProcess | null = null;
  #shared: SharedPlace | null = null;

  private constructor(dir: string) {
    this.dir = dir;
  }

  /** The one of all files, started by who comes first. To be called in the suite, not in a hook; `start()` is not called. */
  static shared(): Installation {
    const installation = new Installation(join(tmpdir(), `lanran-e2e-${randomUUID()}`));
    beforeAll(async () => {
      await mkdir(installation.dir, { mode: 0o700 });
      installation.#shared = await askForSharedPlatform(inject('sharedPlatform'));
    });
    beforeEach(() =>
      onTestFailed(async () => {
        process.stderr.write(`shared ${await readSharedLog(inject('sharedPlatform'))}`);
      }),
    );
    afterAll(() => installation.#remove());
    return installation;
  }

  /** Made before the suite's first test; ended and removed after its last. To be called in the suite, not in a hook. */
  static forSuite(): Installation {
    return Installation.#forSuite((dataDir) =>
      cp(inject('demoDataDir'), dataDir, { recursive: true, filter: isNoSocket }),
    );
  }

  /** The same with nothing in it, for a first start. */
  static emptyForSuite(): Installation {
    return Installation.#forSuite(async () => undefined);
  }

  /** The same from an archive, which has `data` and what belongs to it. */
  static ofArchive(archive: string): Installation {
    return Installation.#forSuite(async (dataDir) => {
      await promisify(execFile)('tar', ['-xzf', archive, '-C', dirname(dataDir)]);
    });
  }

  static #forSuite(fill: (dataDir: string) => Promise<void>): Installation {
    const installation = new Installation(join(tmpdir(), `lanran-e2e-${randomUUID()}`));
    beforeAll(async () => {
      await demoInstallation();
      await mkdir(installation.dir, { mode: 0o700 });
      await fill(installation.dataDir);
    });
    // What the platform logged is all that explains a failure on a machine nobody can look at afterwards.
    beforeEach(() => onTestFailed(() => installation.#tell()));
    afterAll(() => installation.#remove());
    return installation;
  }

  /** Of a shared platform it is the platform's own: to be read, and its key files used. */
  get dataDir(): string {
    return this.#shared?.dataDir ?? join(this.dir, 'data');
  }

  /** The process of a platform of one's own. @throws where it is shared: ask it by `url` */
  get platform(): PlatformProcess {
    if (this.#shared !== null) throw new Error('Others use this platform too. Ask it by `url`.');
    if (this.#platform === null) throw new Error('The platform was not started.');
    return this.#platform;
  }

  /** Where it serves, or where nothing does. */
  get url(): string {
    return this.#shared?.url ?? this.#platform?.url ?? NOWHERE;
  }

  /** Before its first start: an empty platform whose people try sales with play money, as demo data has it. */
  async preparePlayMoney(): Promise<void> {
    await mkdir(join(this.dataDir, 'demo-accounts'), { recursive: true, mode: 0o700 });
    const currencies = { units: [{ code: 'CNY', decimals: 2 }], tokens: [], hasTestToken: true };
    await writeFile(
      join(this.dataDir, 'currencies.json'),
      JSON.stringify({ format: 'lanran-currencies/1', ...currencies }),
    );
  }

  /** On a random port, and later on the same one. */
  async start(
    env: Readonly<Record<string, string>> = {},
    options: Pick<StartOptions, 'command' | 'onSaid' | 'ownGroup' | 'readyWithinMs'> = {},
  ): Promise<PlatformProcess> {
    if (this.#shared !== null) throw new Error('A shared platform runs already.');
    const PORT = this.#platform === null ? '0' : new URL(this.#platform.url).port;
    this.#platform = await startPlatform({
      distDir: inject('distDir'),
      dataDir: this.dataDir,
      ...options,
      env: { PORT, ...env },
    });
    return this.#platform;
  }

  /** Starts with another demo account as the operator: pages offer every demo key but the operator's. */
  async startOperatedBy(account: DemoAccount): Promise<PlatformProcess> {
    await rm(join(this.dataDir, 'operator.json'));
    return this.start({ LANRAN_OPERATOR: readDemoAccount(this.dataDir, account).address });
  }

  /** A path of the test's own, beside the data. */
  path(name: string): string {
    return join(this.dir, name);
  }

  /** `lanran … --json` as a process of its own. */
  begin(...args: readonly string[]): RunningCommand {
    const child = spawn(process.execPath, [join(inject('distDir'), 'lanran.js'), ...args, '--json'], {
      env: environment(this.commandEnvironment()),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const text = { stdout: '', stderr: '' };
    child.stdout.on('data', (bytes: Buffer) => (text.stdout += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (text.stderr += bytes.toString()));
    const ended = once(child, 'close').then(([exitCode]): EndedCommand => ({ exitCode, ...text }));
    return { ended, interrupt: () => child.kill('SIGKILL') };
  }

  async lanran(...args: readonly string[]): Promise<CommandOutcome> {
    const { exitCode, stdout, stderr } = await this.begin(...args).ended;
    try {
      return { exitCode, document: z.record(z.string(), z.unknown()).parse(JSON.parse(stdout)), stderr };
    } catch (cause) {
      throw new Error(`lanran ${args.join(' ')} wrote no document: ${stdout}\n${stderr}`, { cause });
    }
  }

  /** The same command line in this process: a process of its own takes a second, and tests of many acts have no second for each. */
  async lanranHere(...args: readonly string[]): Promise<CommandOutcome> {
    return lanranJson(args, this.commandEnvironment());
  }

  async hereAs(account: Account, ...args: readonly string[]): Promise<CommandOutcome> {
    return this.lanranHere(...args, '--key-file', this.keyFile(account));
  }

  /** What tells a command where this platform is. */
  commandEnvironment(): Record<string, string> {
    return {
      LANRAN_API: this.url,
      LANRAN_DATA_DIR: this.dataDir,
      LANRAN_STATE_DIR: this.path('state'),
    };
  }

  /** A `lanran` process signed with an account's key. */
  async as(account: Account, ...args: readonly string[]): Promise<CommandOutcome> {
    return this.lanran(...args, '--key-file', this.keyFile(account));
  }

  keyFile(account: Account): string {
    if (typeof account !== 'string') return account.keyFile;
    return join(this.dataDir, 'demo-accounts', `${account}.key`);
  }

  /** Where ordinary clients reach the backing services. */
  async services(): Promise<z.infer<typeof Services>> {
    return Services.parse(JSON.parse(await readFile(join(this.dataDir, 'services.json'), 'utf8')));
  }

  async get(path: string): Promise<Response> {
    return fetch(`${this.url}${path}`);
  }

  /** Leaves of the log, as its newest checkpoint says. */
  async leafCount(): Promise<number> {
    const note = await (await this.get('/log/checkpoint')).text();
    return z.coerce.number().int().parse(note.split('\n')[1]);
  }

  /** A GraphQL answer's `data`, asked without signing in. */
  async ask(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = z
      .object({ data: z.unknown(), errors: z.unknown().optional() })
      .parse(await response.json());
    if (errors !== undefined) throw new Error(`GraphQL refused: ${JSON.stringify(errors)}`);
    return data;
  }

  #tell(): void {
    if (this.#platform === null) return;
    process.stderr.write(
      `platform ${this.#platform.state}; its log:\n${this.#platform.log.slice(-20_000)}\n`,
    );
  }

  async #remove(): Promise<void> {
    await this.#platform?.end('SIGKILL');
    await rm(this.dir, { recursive: true, force: true, maxRetries: 5 });
  }
}
