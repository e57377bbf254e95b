import { chmodSync } from 'node:fs';
import { createServer, type ListenOptions, type Server, type Socket } from 'node:net';
import { lockDataDirectory } from '../directory-lock.ts';
import { closeDirectory } from '../private-directory.ts';
import { deriveCredential, type ScramCredential } from './authentication/scram.ts';
import { Session } from './authentication/session.ts';
import { Connection } from './connection.ts';
import { removeStaleSocket, requirePrivatePlace, takeSocketPlace } from './socket-place.ts';
import { Store } from './store.ts';
import { socketUri, USER } from './uris.ts';

/** Connections that have not authenticated; the oldest goes when there is one more. */
const MAX_STRANGERS = 100;

export interface DocumentStoreOptions {
  readonly dataDir: string;
  /** A Unix socket in a directory of this account's own; in the data directory unless it is said. Who reaches it is trusted. */
  readonly socketPath?: string;
  /** Opens a port too, to clients that know the password. */
  readonly tcp?: TcpOptions | null;
  /** Told of faults of the store itself. */
  readonly onFault?: (error: unknown, faultId?: string) => void;
}

export interface TcpOptions {
  readonly host?: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Printable ASCII. */
  readonly password: string;
}

export interface DocumentStore {
  readonly socketPath: string;
  /** Null where no port is open. */
  readonly port: number | null;
  /** Of the socket. */
  readonly uri: string;
  close(): Promise<void>;
}

/**
 * Starts a server of MongoDB's wire protocol over a data directory, which is closed to other accounts.
 * Throws DataDirectoryInUseError, or Node's error when the port is in use.
 */
export async function startDocumentStore(options: DocumentStoreOptions): Promise<DocumentStore> {
  const { dataDir, onFault = () => undefined } = options;
  closeDirectory(dataDir);
  const endings = [lockDataDirectory(dataDir)];
  const release = () =>
    endings
      .splice(0)
      .reverse()
      .forEach((end) => end());
  try {
    const place = options.socketPath === undefined ? takeSocketPlace(dataDir) : null;
    if (place !== null) endings.push(() => place.release());
    const socketPath = options.socketPath ?? place?.path ?? '';
    const store = new Store(dataDir, onFault);
    await store.recover();
    const listeners = new Listeners(store, options);
    try {
      await listeners.openSocket(socketPath);
      const port = await listeners.openPort();
      const close = async () => {
        await listeners.close();
        release();
      };
      return { socketPath, port, uri: socketUri(socketPath), close };
    } catch (error) {
      await listeners.close();
      throw error;
    }
  } catch (error) {
    release();
    throw error;
  }
}

/** What a store listens on, and who is connected. */
class Listeners {
  readonly #store: Store;
  readonly #onFault: (error: unknown, faultId?: string) => void;
  readonly #tcp: TcpOptions | null;
  readonly #credential: ScramCredential | null;
  readonly #servers: Server[] = [];
  /** In the order in which they came. */
  readonly #connections = new Set<Connection>();
  #lastConnectionId = 0;

  constructor(store: Store, { tcp = null, onFault = () => undefined }: DocumentStoreOptions) {
    this.#store = store;
    this.#onFault = onFault;
    this.#tcp = tcp;
    this.#credential = tcp === null ? null : deriveCredential(USER, tcp.password);
  }

  async openSocket(path: string): Promise<void> {
    requirePrivatePlace(path);
    removeStaleSocket(path);
    await this.#listen({ path }, { isTrusted: true });
    chmodSync(path, 0o600);
  }

  async openPort(): Promise<number | null> {
    if (this.#tcp === null) return null;
    const { host = '127.0.0.1', port } = this.#tcp;
    const address = (await this.#listen({ host, port }, { isTrusted: false })).address();
    if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
    return address.port;
  }

  async close(): Promise<void> {
    const closed = this.#servers.map(
      (server) => new Promise<void>((resolve) => server.close(() => resolve())),
    );
    this.#store.beginClosing();
    await Promise.all([...this.#connections].map((connection) => connection.close()));
    await Promise.all(closed);
    await this.#store.close();
  }

  async #listen(address: ListenOptions, { isTrusted }: { readonly isTrusted: boolean }): Promise<Server> {
    const server = createServer((socket) => this.#take(socket, isTrusted));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(address, () => {
        server.off('error', reject);
        resolve();
      });
    });
    this.#servers.push(server);
    return server;
  }

  #take(socket: Socket, isTrusted: boolean): void {
    this.#lastConnectionId += 1;
    const connection = new Connection(socket, {
      store: this.#store,
      session: new Session({ credential: this.#credential, isTrusted }),
      connectionId: this.#lastConnectionId,
      onFault: this.#onFault,
    });
    this.#connections.add(connection);
    socket.once('close', () => this.#connections.delete(connection));
    const strangers = [...this.#connections].filter(({ isAuthenticated }) => !isAuthenticated);
    if (strangers.length > MAX_STRANGERS) void strangers[0]?.close();
  }
}
