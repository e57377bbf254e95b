import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { Lane } from './caller.ts';
import { ChainNode } from './chain-node.ts';
import { lockDataDirectory } from '../directory-lock.ts';
import { createRpcServer, type RpcServerOptions } from './rpc-server.ts';

export interface ChainOptions {
  /** Made when missing; one process at a time. */
  readonly dataDir: string;
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port?: number;
  /** What callers must send as `Authorization: Bearer`; without one everybody is served. */
  readonly secret?: string | null;
  /** The lane of everybody where there is no secret: that of guests unless given. */
  readonly openLane?: Lane;
  /** Address that alone creates contracts; without one everybody may. */
  readonly deployer?: string | null;
  /** How long a transaction may wait for those before it from the same sender. */
  readonly nonceWaitMs?: number;
  /** Unix seconds. */
  readonly now?: () => number;
  readonly onInternalError?: RpcServerOptions['onInternalError'];
}

export interface Chain {
  readonly url: string;
  readonly port: number;
  readonly chainId: number;
  /** Of the latest block at the start: as many transactions were replayed. */
  readonly replayedBlocks: number;
  /** How long that took. */
  readonly replayMs: number;
  /** Resolves when the engine has answered a small request. */
  probe(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the chain of a data directory. Throws ChainStartError, DataDirectoryInUseError or the system's error. */
export async function startChain(options: ChainOptions): Promise<Chain> {
  const {
    host = '127.0.0.1',
    port = 0,
    nonceWaitMs = 3_000,
    now = () => Math.floor(Date.now() / 1000),
  } = options;
  const { secret = null, openLane = 'guest', deployer = null } = options;
  const { onInternalError = () => undefined } = options;
  const unlock = lockDataDirectory(resolve(options.dataDir));
  let node: ChainNode | null = null;
  try {
    const startedAt = performance.now();
    const journalPath = join(options.dataDir, 'journal');
    const opened = await ChainNode.open({ journalPath, deployer, now, nonceWaitMs });
    node = opened;
    const replayMs = Math.round(performance.now() - startedAt);
    const server = createRpcServer({
      access: { secret, openLane },
      request: (method, params, caller) => opened.request(method, params, caller),
      onInternalError,
    });
    const address = await listen(server, host, port);
    return {
      url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
      port: address.port,
      chainId: opened.chainId,
      replayedBlocks: opened.blockNumber,
      replayMs,
      probe: async () => {
        await opened.probe();
      },
      stop: async () => {
        await close(server);
        await opened.close();
        unlock();
      },
    };
  } catch (error) {
    await node?.close();
    unlock();
    throw error;
  }
}

function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolveListening, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') throw new TypeError('The server has no port.');
      resolveListening(address);
    });
  });
}

/** Lets running requests end for a second, then closes their connections. */
async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolveClosed) => server.close(() => resolveClosed()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), 1_000);
  await closed;
  clearTimeout(timer);
}
