import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpServer } from '@lanran/embedded/http-server';
import { isErrorCode, StartRefusedError } from './data-directory.ts';

/** As the API's own answers have them. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'content-type': 'application/json',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/**
 * The platform's port, taken before anything else is started, so that a port in use is said at once. Until the platform
 * serves, it answers 503 with what it is doing.
 */
export class FrontDoor {
  readonly #server: Server;
  #serve: RequestListener;
  #progress: string | null = null;
  #closing: Promise<void> | null = null;

  private constructor() {
    this.#serve = (_request, response) => {
      response.writeHead(503, { ...HEADERS, 'retry-after': '2' });
      response.end(
        JSON.stringify({
          status: 'starting',
          message: 'Lanran is starting; try again in a moment.',
          progress: this.#progress,
        }),
      );
    };
    // Uploads may take hours; the tus handler and the proxies bound their own waits.
    this.#server = createHttpServer(0, (request, response) => this.#serve(request, response));
  }

  /** @throws StartRefusedError when the port is in use or may not be opened */
  static async open(host: string, port: number): Promise<FrontDoor> {
    const door = new FrontDoor();
    await new Promise<void>((resolve, reject) => {
      door.#server.once('error', (error) => reject(explainListenError(error, host, port)));
      door.#server.listen(port, host, resolve);
    });
    return door;
  }

  get port(): number {
    // A TCP server that listens has an AddressInfo.
    return (this.#server.address() as AddressInfo).port;
  }

  /** What those who come too early are told of the start. */
  tell(progress: string): void {
    this.#progress = progress;
  }

  serve(listener: RequestListener): void {
    this.#serve = listener;
  }

  /** Takes no new request, lets the running ones finish for `withinMs`, then cuts them; twice is once. */
  async close(withinMs: number): Promise<void> {
    this.#closing ??= this.#close(withinMs);
    return this.#closing;
  }

  async #close(withinMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeIdleConnections();
    const timer = setTimeout(() => this.#server.closeAllConnections(), withinMs);
    await closed;
    clearTimeout(timer);
  }
}

function explainListenError(error: Error, host: string, port: number): Error {
  if (isErrorCode(error, 'EADDRINUSE')) {
    return new StartRefusedError(
      `Port ${port} is in use on ${host}. Stop what uses it, or choose another: PORT=4001 npm start`,
    );
  }
  if (isErrorCode(error, 'EACCES')) {
    return new StartRefusedError(
      `Port ${port} may not be opened by this user. Choose one above 1023: PORT=4001 npm start`,
    );
  }
  return error;
}
