import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { deserialize, serialize } from 'bson';
import { wireHeader } from './mongo-wire.ts';

const OP_MSG = 2013;
/** Header, flags and the kind of the first section. */
const BODY_AT = 21;
const WRITES = ['insert', 'update', 'delete', 'create', 'drop'];
/** As a primary says it whose secondaries are away. */
const NO_MAJORITY = {
  code: 64,
  codeName: 'WriteConcernFailed',
  errmsg: 'waiting for replication timed out',
  errInfo: { wtimeout: true },
};

/** Before a server of MongoDB's protocol: a replica set whose primary does each write, and that has no majority for it. */
export class MinorityProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(socketPath: string) {
    this.#server = createServer((client) => this.#pass(client, connect(socketPath)));
  }

  /** Of a store on a Unix socket. */
  static async to(uri: string): Promise<MinorityProxy> {
    const proxy = new MinorityProxy(decodeURIComponent(new URL(uri).hostname));
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get uri(): string {
    return `mongodb://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #pass(client: Socket, upstream: Socket): void {
    const requests = new Map<number, string>();
    this.#relay(client, upstream, (message) => {
      if (message.readInt32LE(12) === OP_MSG)
        requests.set(message.readInt32LE(4), Object.keys(deserialize(message.subarray(BODY_AT)))[0] ?? '');
      return message;
    });
    this.#relay(upstream, client, (message) => {
      const command = requests.get(message.readInt32LE(8)) ?? '';
      if (message.readInt32LE(12) !== OP_MSG || !WRITES.includes(command)) return message;
      const body = serialize({ ...deserialize(message.subarray(BODY_AT)), writeConcernError: NO_MAJORITY });
      const header = wireHeader(BODY_AT + body.length, OP_MSG, message.readInt32LE(4));
      header.writeInt32LE(message.readInt32LE(8), 8);
      return Buffer.concat([header, Buffer.alloc(5), body]);
    });
  }

  #relay(from: Socket, to: Socket, change: (message: Buffer) => Buffer): void {
    let bytes = Buffer.alloc(0);
    this.#sockets.add(from);
    from.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      for (let length = lengthOf(bytes); length !== null; length = lengthOf(bytes)) {
        to.write(change(bytes.subarray(0, length)));
        bytes = bytes.subarray(length);
      }
    });
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  }
}

/** Of the first message, once all of it is there. */
function lengthOf(bytes: Buffer): number | null {
  if (bytes.length < 4) return null;
  const length = bytes.readInt32LE(0);
  return bytes.length < length ? null : length;
}
