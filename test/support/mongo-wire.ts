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
  const body = serialize(document);
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32LE(flags, 0);
  return Buffer.concat([wireHeader(16 + 5 + body.length, 2013), prefix, body]);
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

  async ask(command: object): Promise<Document> {
    this.socket.write(wireMessage(command));
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
