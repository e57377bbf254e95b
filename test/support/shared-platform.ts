import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type PlatformProcess, startPlatform } from './platform-process.ts';

const Place = z.object({ url: z.string(), dataDir: z.string() });
/** Where the shared platform answers, and where its data are. */
export type SharedPlace = z.infer<typeof Place>;

interface SharedPlatformOptions {
  readonly distDir: string;
  readonly demoDataDir: string;
  /** Resolves when both are there. */
  readonly ready: () => Promise<void>;
}

/**
 * The one platform with demo data for all files of a run that need none of their own. It belongs to the process that runs
 * the tests; their workers ask for it over HTTP, and the first who asks has it started.
 */
export class SharedPlatform {
  readonly #options: SharedPlatformOptions;
  readonly #server: Server;
  #dir: string | null = null;
  #starting: Promise<PlatformProcess> | null = null;

  private constructor(options: SharedPlatformOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => {
      this.#answer(request.url ?? '').then(
        (text) => response.end(text),
        (error: unknown) => {
          response.statusCode = 500;
          response.end(error instanceof Error ? (error.stack ?? error.message) : String(error));
        },
      );
    });
  }

  /** Starts nothing yet. */
  static async offer(options: SharedPlatformOptions): Promise<SharedPlatform> {
    const offered = new SharedPlatform(options);
    await new Promise<void>((resolve) => offered.#server.listen(0, '127.0.0.1', resolve));
    return offered;
  }

  /** For `askForSharedPlatform`. */
  get address(): string {
    // Of a listening server on TCP it is one.
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    const platform = await this.#starting?.catch(() => null);
    await platform?.end('SIGKILL');
    if (this.#dir !== null) await rm(this.#dir, { recursive: true, force: true, maxRetries: 5 });
  }

  async #answer(path: string): Promise<string> {
    const platform = await (this.#starting ??= this.#start());
    if (path === '/log') return `platform ${platform.state}; its log:\n${platform.log.slice(-20_000)}\n`;
    return JSON.stringify({ url: platform.url, dataDir: this.#dataDir } satisfies SharedPlace);
  }

  get #dataDir(): string {
    return join(this.#dir ?? '', 'data');
  }

  async #start(): Promise<PlatformProcess> {
    const { ready, distDir, demoDataDir } = this.#options;
    await ready();
    this.#dir = await mkdtemp(join(tmpdir(), 'lanran-shared-'));
    await cp(demoDataDir, this.#dataDir, { recursive: true });
    return startPlatform({ distDir, dataDir: this.#dataDir });
  }
}

/** @throws with what the platform said when it could not be started */
export async function askForSharedPlatform(address: string): Promise<SharedPlace> {
  const response = await fetch(address);
  const text = await response.text();
  if (!response.ok) throw new Error(`The shared platform could not be started: ${text}`);
  return Place.parse(JSON.parse(text));
}

export async function readSharedLog(address: string): Promise<string> {
  return (await fetch(`${address}/log`)).text();
}
