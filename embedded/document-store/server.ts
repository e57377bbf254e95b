import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { Connection } from './connection.ts';
import { lockDataDirectory } from '../directory-lock.ts';
import { Store } from './store.ts';

export interface DocumentStoreOptions {
  readonly dataDir: string;
  /** Where to listen; the store has no accounts, so anything but loopback opens it to the network. */
  readonly host?: string;
  /** 0 for any free port. */
  readonly port?: number;
  /** Told of faults of the store itself. */
  readonly onFault?: (error: unknown) => void;
}

export interface DocumentStore {
  readonly port: number;
  readonly uri: string;
  close(): Promise<void>;
}

/**
 * Starts a server of MongoDB's wire protocol over a data directory.
 * Throws DataDirectoryInUseError, or Node's error when the port is in use.
 */
export async function startDocumentStore(options: DocumentStoreOptions): Promise<DocumentStore> {
  const { dataDir, host = '127.0.0.1', port = 0, onFault = () => undefined } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const release = lockDataDirectory(dataDir);
  try {
    const store = new Store(dataDir, onFault);
    await store.recover();
    return await serve(store, { host, port, onFault, release });
  } catch (error) {
    release();
    throw error;
  }
}

interface Serving {
  readonly host: string;
  readonly port: number;
  readonly onFault: (error: unknown) => void;
  readonly release: () => void;
}

async function serve(store: Store, { host, port, onFault, release }: Serving): Promise<DocumentStore> {
  const connections = new Set<Connection>();
  let lastConnectionId = 0;
  const server = createServer((socket) => {
    lastConnectionId += 1;
    const connection = new Connection(socket, { store, connectionId: lastConnectionId, onFault });
    connections.add(connection);
    socket.once('close', () => connections.delete(connection));
  });
  const actualPort = await listen(server, host, port).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  return {
    port: actualPort,
    uri: `mongodb://${host}:${actualPort}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      store.beginClosing();
      await Promise.all([...connections].map((connection) => connection.close()));
      await closed;
      await store.close();
      release();
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string')
        reject(new Error('The server listens on no port.'));
      else resolve(address.port);
    });
  });
}
