import { mkdirSync, realpathSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as setTimeoutAsync } from 'node:timers/promises';
import { createHttpServer } from '../http-server.ts';
import { ContentStore } from './content-store.ts';
import { PortInUseError, systemErrorCode } from './errors.ts';
import { newFaultId } from '../fault-id.ts';
import { refusalOf, sendRpcError, sendText } from './http/answers.ts';
import { audienceOf } from './http/access.ts';
import { Admission } from './http/admission.ts';
import { GATEWAY_PREFIX, serveGateway } from './http/gateway.ts';
import { RPC_PREFIX, serveRpc, type RpcOptions } from './http/rpc.ts';

export interface ContentStoreOptions {
  dataDirectory: string;
  /** Default 127.0.0.1. */
  host?: string;
  /** 0 (default) takes any free port. */
  port?: number;
  /** Folder from which files may be adopted by path; created if absent. */
  sharedDirectory?: string | null;
  /** Shared secret for private content and for adopting. Without it neither is served. */
  token?: string | null;
  /** Told of every fault that is not the client's. */
  onFault?: (error: unknown, faultId: string) => void;
}

export interface RunningContentStore {
  port: number;
  /** `http://host:port`: the RPC is below `/api/v0`, the gateway below `/ipfs`. */
  url: string;
  /** Stops listening, ends what is under way, and closes the store. */
  close(): Promise<void>;
}

/** How long requests that were cut off may take to clean up before the store is closed under them. */
const CLOSING_MS = 1_000;
/** Requests without the token that may be under way at once, so that no stranger keeps the platform from its files. */
const MAX_STRANGERS = 16;
/** Always answered: it costs nothing, and whoever watches the store has to see that it lives. */
const VERSION_PATH = `${RPC_PREFIX}version`;
/** How long a client that was refused may go on sending before the connection is cut. */
const REFUSED_UPLOAD_MS = 30_000;

/**
 * Opens the store and serves it over Kubo's RPC and as a gateway.
 * @throws DataDirectoryInUseError, UnknownDataDirectoryError, PortInUseError.
 */
export async function startContentStore(options: ContentStoreOptions): Promise<RunningContentStore> {
  const { host = '127.0.0.1', port = 0, token = null, onFault = () => undefined } = options;
  const store = await ContentStore.open(options.dataDirectory);
  try {
    const rpcOptions = {
      store,
      token,
      sharedDirectory: prepareSharedDirectory(options.sharedDirectory ?? null),
      admission: new Admission(MAX_STRANGERS),
    };
    // An upload may take hours: only its headers are timed.
    const underWay = new Set<Promise<void>>();
    const server = createHttpServer(0, (request, response) => {
      const exchange = serve({ request, response }, rpcOptions, onFault);
      underWay.add(exchange);
      void exchange.finally(() => underWay.delete(exchange));
    });
    const address = await listen(server, host, port);
    return {
      port: address.port,
      url: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
      close: async () => {
        await closeServer(server);
        await Promise.race([Promise.allSettled(underWay), setTimeoutAsync(CLOSING_MS, null, { ref: false })]);
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function serve(
  { request, response }: { request: IncomingMessage; response: ServerResponse },
  { admission, ...options }: RpcOptions & { admission: Admission },
  onFault: (error: unknown, faultId: string) => void,
): Promise<void> {
  const path = request.url ?? '/';
  const edge = path.startsWith(RPC_PREFIX) ? 'rpc' : 'gateway';
  try {
    const isStranger = options.token !== null && audienceOf(request, options.token) === 'anyone';
    if (isStranger && path.split('?')[0] !== VERSION_PATH) admission.admit(response);
    if (edge === 'rpc') await serveRpc(request, response, options);
    else if (path.startsWith(GATEWAY_PREFIX)) await serveGateway(request, response, options);
    else sendText(response, 404, '404 page not found');
  } catch (error) {
    // The client left: nobody is there to be told.
    if (request.destroyed && !request.complete) return;
    const faultId = newFaultId();
    const refusal = refusalOf(error, { edge, faultId });
    if (!refusal.isExpected) onFault(error, faultId);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    // Meant for the content: nobody may keep an error for a year, or take its words for a range of a picture.
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    if (edge === 'rpc') sendRpcError(response, refusal);
    else sendText(response, refusal.status, refusal.message);
  } finally {
    discardRest(request);
  }
}

/** Reads on without keeping anything, so that a client still sending gets to read its answer. */
function discardRest(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  request.resume();
  const timer = setTimeout(() => request.socket.destroy(), REFUSED_UPLOAD_MS).unref();
  request.once('close', () => clearTimeout(timer));
  request.once('end', () => clearTimeout(timer));
}

function prepareSharedDirectory(directory: string | null): string | null {
  if (directory === null) return null;
  mkdirSync(directory, { recursive: true });
  return realpathSync(directory);
}

function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(
        systemErrorCode(error) === 'EADDRINUSE' ? new PortInUseError(host, port, { cause: error }) : error,
      );
    });
    server.listen({ host, port }, () => {
      // A listening TCP server's address is never a string or null.
      resolve(server.address() as AddressInfo);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
