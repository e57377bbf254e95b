import { setTimeout as delay } from 'node:timers/promises';
import type { OwnProcess } from '@lanran/api/platform/peers/peers';
import { openStores } from '@lanran/api/stores';

const LEASE_MS = 400;
const SILENT = { warn: () => undefined };

/** One of several processes of a platform, as far as peers and locks go. */
export class Process {
  readonly stores: Awaited<ReturnType<typeof openStores>>;

  private constructor(stores: Process['stores']) {
    this.stores = stores;
  }

  static async open(
    uri: string,
    {
      own = {},
      everyMs = 20,
      leaseMs = LEASE_MS,
    }: { own?: Partial<OwnProcess>; everyMs?: number; leaseMs?: number } = {},
  ): Promise<Process> {
    const peers = { leaseMs, everyMs };
    const stores = await openStores({ uri, answerWithinMs: 5_000, peers });
    const process = new Process(stores);
    const described = {
      place: 'a machine',
      identity: Math.random().toString(36),
      isRunning: () => true,
      version: '1',
      publicUrl: 'https://lanran.example',
      ...own,
    };
    try {
      await stores.peers.enter(described, SILENT);
    } catch (error) {
      await stores.close();
      throw error;
    }
    return process;
  }

  get peers() {
    return this.stores.peers;
  }

  get locks() {
    return this.stores.locks;
  }

  /** Ends without a word: its record and its locks stay. */
  async kill(): Promise<void> {
    await this.stores.close();
  }

  async end(): Promise<void> {
    await this.stores.peers.stop();
    await this.stores.close();
  }
}

export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(5);
}
