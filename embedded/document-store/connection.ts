import type { Socket } from 'node:net';
import { ClientError } from './command-error.ts';
import { dispatch, type Dispatch, errorReply } from './dispatch.ts';
import {
  formatReply,
  MAX_MESSAGE_BYTES,
  MessageSplitter,
  parseRequest,
  type Request,
  WireError,
} from './wire.ts';

/** More unread bytes than this and the client has to wait. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
/** Of a message and of all that waits, before the client has authenticated; as MongoDB's. */
const MAX_HANDSHAKE_BYTES = 16 * 1024;

/** Answers one client's requests, one after the other. */
export class Connection {
  readonly #socket: Socket;
  readonly #context: Dispatch;
  readonly #splitter = new MessageSplitter();
  #working: Promise<void> | null = null;

  constructor(socket: Socket, context: Dispatch) {
    this.#socket = socket;
    this.#context = context;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('error', () => socket.destroy());
  }

  get isAuthenticated(): boolean {
    return this.#context.session.isAuthenticated;
  }

  /** Ends when the command under way has. */
  async close(): Promise<void> {
    this.#socket.destroy();
    await this.#working;
  }

  #receive(chunk: Buffer): void {
    this.#splitter.push(chunk);
    if (this.#working === null) this.#work();
    else if (this.#splitter.bufferedBytes > (this.isAuthenticated ? MAX_BUFFERED_BYTES : MAX_HANDSHAKE_BYTES))
      this.#socket.pause();
  }

  #work(): void {
    this.#working = this.#answerAll()
      .catch((error: unknown) => {
        if (!(error instanceof WireError)) this.#context.onFault(error);
        this.#socket.destroy();
      })
      .finally(() => {
        this.#working = null;
      });
  }

  async #answerAll(): Promise<void> {
    for (let message = this.#next(); message !== null; message = this.#next()) {
      if (this.#socket.destroyed || this.#context.session.hasFailed) return;
      await this.#answer(message);
    }
    this.#socket.resume();
  }

  #next(): Buffer | null {
    return this.#splitter.next(this.isAuthenticated ? MAX_MESSAGE_BYTES : MAX_HANDSHAKE_BYTES);
  }

  async #answer(message: Buffer): Promise<void> {
    const request = parse(message);
    if ('error' in request) {
      await this.#send(
        formatReply({ requestId: request.requestId, opCode: 'OP_MSG' }, errorReply(request.error)),
      );
      return;
    }
    const answer = await dispatch(request, this.#context);
    if (request.wantsReply) await this.#send(formatReply(request, answer));
    if (this.#context.session.hasFailed) this.#socket.destroySoon();
  }

  /** Waits while the client is slow to read. */
  async #send(bytes: Buffer): Promise<void> {
    if (this.#socket.destroyed || this.#socket.write(bytes)) return;
    const socket = this.#socket;
    await new Promise<void>((resolve) => {
      const goOn = () => {
        socket.off('drain', goOn).off('close', goOn);
        resolve();
      };
      socket.on('drain', goOn).on('close', goOn);
    });
  }
}

/** A document that cannot be decoded refuses its request, not the connection. */
function parse(message: Buffer): Request | { requestId: number; error: ClientError } {
  try {
    return parseRequest(message);
  } catch (error) {
    if (error instanceof ClientError) return { requestId: message.readInt32LE(4), error };
    if (error instanceof RangeError) throw new WireError('The message ends early.', { cause: error });
    throw error;
  }
}
