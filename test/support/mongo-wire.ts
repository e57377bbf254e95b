import { once } from 'node:events';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { type Document, deserialize, serialize } from 'bson';

export function wireHeader(length: number, opCode: number, requestId = 7): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeInt32LE(length, 0);
  bytes.writeInt32LE(requestId, 4);
  bytes.writeInt32LE(opCode, 12);
  return bytes;
}

/** An OP_MSG request of one document. */
export function wireMessage(document: object, flags = 0): Buffer {
  return wireSections([bodySection(serialize(document))], flags);
}

/** An OP_MSG request of these sections; `tail` comes behind them. */
export function wireSections(sections: readonly Buffer[], flags = 0, tail = Buffer.alloc(0)): Buffer {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32LE(flags, 0);
  const content = Buffer.concat([prefix, ...sections, tail]);
  return Buffer.concat([wireHeader(16 + content.length, 2013), content]);
}

/** A section of kind 0. */
export function bodySection(body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([0]), body]);
}

/** A section of kind 1. */
export function sequenceSection(name: string, documents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat([Buffer.from(`${name}\0`), ...documents]);
  const length = Buffer.alloc(4);
  length.writeInt32LE(4 + content.length, 0);
  return Buffer.concat([Buffer.from([1]), length, content]);
}

/** MongoDB's wire protocol byte by byte, for what no driver sends. */
export class WireClient {
  readonly socket: Socket;

  private constructor(socket: Socket) {
    this.socket = socket;
  }

  static async open(address: NetConnectOpts): Promise<WireClient> {
    const socket = connect(address);
    await once(socket, 'connect');
    return new WireClient(socket);
  }

  ask(command: object): Promise<Document> {
    return this.send(wireMessage(command));
  }

  /** The document that answers an OP_MSG request. */
  async send(message: Buffer): Promise<Document> {
    this.socket.write(message);
    return deserialize((await this.reply()).bytes.subarray(21), { promoteBuffers: true });
  }

  async reply(): Promise<{ opCode: number; replyTo: number; bytes: Buffer }> {
    let bytes = Buffer.alloc(0);
    while (bytes.length < 16 || bytes.length < bytes.readInt32LE(0)) {
      const [chunk] = (await once(this.socket, 'data')) as [Buffer];
      bytes = Buffer.concat([bytes, chunk]);
    }
    return { opCode: bytes.readInt32LE(12), replyTo: bytes.readInt32LE(8), bytes };
  }
}

/** Everything that a service says to one message before it closes or falls silent. */
export async function answerTo(address: NetConnectOpts, message: Buffer, withinMs = 1_000): Promise<Buffer> {
  const socket = connect(address);
  socket.on('error', () => undefined);
  const parts: Buffer[] = [];
  const answered = new Promise<void>((resolve) => {
    socket.setTimeout(withinMs, resolve);
    socket.once('close', () => resolve());
    socket.on('data', (part: Buffer) => {
      parts.push(part);
      const all = Buffer.concat(parts);
      if (all.length >= 16 && all.length >= all.readInt32LE(0)) resolve();
    });
  });
  socket.write(message);
  await answered;
  socket.destroy();
  return Buffer.concat(parts);
}
