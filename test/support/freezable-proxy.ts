import {
  type AddressInfo,
  connect,
  createServer,
  type NetConnectOpts,
  type Server,
  type Socket,
} from 'node:net';

/** A TCP proxy in front of a service that can fall silent, as a stopped process or a cut cable does, or refuse. */
export class FreezableProxy {
  readonly #target: NetConnectOpts;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #answering = new Set<Socket>();
  #isFrozen = false;
  #meant: ((request: Buffer) => boolean) | null = null;

  private constructor(target: NetConnectOpts) {
    this.#target = target;
    this.#server = createServer((client) => this.#pass(client));
  }

  static async to(url: string): Promise<FreezableProxy> {
    const proxy = new FreezableProxy(addressOf(url));
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** The URL of what is behind it, by way of the proxy. */
  via(url: string): string {
    const { port } = this.#server.address() as AddressInfo;
    return url.replace(new URL(url).host, `127.0.0.1:${port}`);
  }

  freeze(): void {
    this.#isFrozen = true;
    this.#meant = null;
    for (const socket of this.#sockets) socket.pause();
  }

  /** From the next request that is meant: what is asked is done, and nobody hears of it until `thaw`. */
  freezeAnswersFrom(isMeant: (request: Buffer) => boolean): void {
    this.#meant = isMeant;
  }

  /** Whether a request that was meant has come. */
  get hasFrozen(): boolean {
    return this.#isFrozen;
  }

  thaw(): void {
    this.#isFrozen = false;
    this.#meant = null;
    for (const socket of this.#sockets) socket.resume();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #pass(client: Socket): void {
    const upstream = connect(this.#target);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.#sockets.add(from);
      if (from === upstream) this.#answering.add(from);
      if (this.#isFrozen && (this.#meant === null || from === upstream)) from.pause();
      from.on('data', (chunk: Buffer) => {
        if (from === client) this.#heed(chunk);
        to.write(chunk);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        this.#answering.delete(from);
        to.destroy();
      });
    }
  }

  #heed(request: Buffer): void {
    if (this.#isFrozen || this.#meant?.(request) !== true) return;
    this.#isFrozen = true;
    for (const socket of this.#answering) socket.pause();
  }
}

/** A host and its port, or the path of a Unix socket in place of a host. */
function addressOf(url: string): NetConnectOpts {
  const { hostname, port } = new URL(url);
  return port === '' ? { path: decodeURIComponent(hostname) } : { host: hostname, port: Number(port) };
}
