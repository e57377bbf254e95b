import type { Readable } from 'node:stream';
import type {
  CopyOrder,
  CopySigner,
  PreviewLimits,
  PreviewOrder,
  SidecarOrder,
  SignedBytes,
} from '../../ports/copy-signer.ts';
import { coseSignature, reservedBytesOf } from './cose-signature.ts';
import type { CopyRequest, PreviewRequest, SidecarRequest } from './messages.ts';
import type { SigningIdentity } from './signing-identity.ts';
import { type SigningLimits, SigningProcess } from './signing-process.ts';

/** Without work for so long the process and its memory are given up. */
const IDLE_MS = 5_000;
/** WebAssembly gives no memory back: after a file of this size the process is ended. */
const LARGE_BYTES = 33_554_432;
const LIMITS: SigningLimits = { seconds: 60, memoryBytes: 2.5 * 2 ** 30 };
/** A disk that is shared reads no slower. */
const LEAST_BYTES_PER_SECOND = 1_048_576;

export interface ProcessCopySignerOptions {
  /** @throws Error where there is none that may sign */
  readonly identity: () => Promise<SigningIdentity>;
  /** A file for the signing process to read, while `use` runs. */
  readonly withFile: <T>(source: Readable, use: (path: string) => Promise<T>) => Promise<T>;
  readonly limits?: SigningLimits;
}

/** Signs in a child process, one order at a time; the key stays in this one. */
export class ProcessCopySigner implements CopySigner {
  readonly #options: ProcessCopySignerOptions;
  readonly #limits: SigningLimits;
  #process: SigningProcess | null = null;
  #idle: NodeJS.Timeout | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: ProcessCopySignerOptions) {
    this.#options = options;
    this.#limits = options.limits ?? LIMITS;
  }

  async copy<T>(order: CopyOrder, use: (signed: SignedBytes) => Promise<T>, signal: AbortSignal): Promise<T> {
    const { definition, parent, mediaType, xmp, bytes } = order;
    const source = await order.read();
    return this.#options.withFile(source, (path) =>
      this.#inTurn(async () => {
        const seconds = this.#limits.seconds + Math.ceil(bytes / LEAST_BYTES_PER_SECOND);
        const request = { kind: 'copy', definition, parent, mediaType, path, xmp } as const;
        const done = await this.#sign(request, { use, signal, limits: { ...this.#limits, seconds } });
        if (bytes >= LARGE_BYTES) this.stop();
        return done;
      }),
    );
  }

  async preview<T>(
    { definition, parent, mediaType, bytes: picture }: PreviewOrder,
    use: (signed: SignedBytes) => Promise<T>,
    { waitMs, workMs }: PreviewLimits,
  ): Promise<T> {
    const request = { kind: 'preview', definition, parent, mediaType, picture } as const;
    const waiting = AbortSignal.timeout(waitMs);
    return this.#inTurn(async () => {
      waiting.throwIfAborted();
      return this.#sign(request, { use, signal: AbortSignal.timeout(workMs), limits: this.#limits });
    });
  }

  async sidecar<T>(
    { definition, parent }: SidecarOrder,
    use: (signed: SignedBytes) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const request = { kind: 'sidecar', definition, parent } as const;
    return this.#inTurn(() => this.#sign(request, { use, signal, limits: this.#limits }));
  }

  stop(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#process?.stop();
    this.#process = null;
  }

  async #sign<T>(
    order:
      | Omit<CopyRequest, Identified>
      | Omit<PreviewRequest, Identified>
      | Omit<SidecarRequest, Identified>,
    {
      use,
      signal,
      limits,
    }: {
      readonly use: (signed: SignedBytes) => Promise<T>;
      readonly signal: AbortSignal;
      readonly limits: SigningLimits;
    },
  ): Promise<T> {
    const identity = await this.#options.identity();
    // Of an order that never reached the process, that goes on.
    signal.throwIfAborted();
    if (this.#idle !== null) clearTimeout(this.#idle);
    const worker = (this.#process ??= new SigningProcess());
    const request = {
      ...order,
      algorithm: identity.algorithm.name,
      reservedBytes: reservedBytesOf(identity),
    };
    try {
      return await worker.within(limits, async () => {
        const signed = await worker.sign(request, {
          sign: (claim) => coseSignature(claim, identity),
          signal,
        });
        const { bytes, sha256, hasXmp } = signed;
        return use({ bytes, sha256, hasXmp, read: () => worker.read() });
      });
    } catch (error) {
      // Whatever it was doing, the next order gets a fresh one.
      this.stop();
      throw error;
    } finally {
      this.#idle = setTimeout(() => this.stop(), IDLE_MS).unref();
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

type Identified = 'algorithm' | 'reservedBytes';
