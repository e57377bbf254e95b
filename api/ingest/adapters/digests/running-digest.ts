import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { SealRequest } from '../encrypted/chunk-encryption.ts';
import type { DigestRequest, DigestValues, StagedSeal } from './digest-request.ts';
import type { DigestThread } from './digest-thread.ts';

/** A thread does nothing else meanwhile: other uploads wait no longer than about a tenth of a second. */
const READ_STEP_BYTES = 64 * 1_048_576;

/** What the threads arrived at: the parts that are theirs. */
export type FinishedDigest = DigestValues & Pick<FileDigest, 'bytes'>;

/** The digest of an upload's first `bytes` bytes, which threads hold. After a failure it is of no more use. */
export class RunningDigest {
  readonly #digestId: number;
  readonly #team: readonly DigestThread[];
  #bytes = 0;
  #isBroken = false;

  private constructor(digestId: number, team: readonly DigestThread[]) {
    this.#digestId = digestId;
    this.#team = team;
  }

  static begin(digestId: number, team: readonly DigestThread[]): RunningDigest {
    const digest = new RunningDigest(digestId, team);
    // A failure shows in what is asked next.
    digest.#ask({ act: 'begin', digestId }).catch(() => undefined);
    return digest;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Takes the next bytes, which lie in shared memory and must stay as they are until this resolves. */
  async update(block: Uint8Array): Promise<void> {
    this.#bytes += block.length;
    await this.#ask({ act: 'update', digestId: this.#digestId, block });
  }

  /** Encrypts and takes the ciphertext; both lie in shared memory and must stay as they are until this resolves. */
  async seal(request: SealRequest): Promise<void> {
    this.#bytes += request.target.length;
    await this.#ask({ ...request, act: 'seal', digestId: this.#digestId });
  }

  /** Takes the next bytes, up to position `end`, from the file, or with a seal those that it holds encrypted. */
  async readUpTo(path: string, end: number, seal: StagedSeal | null = null): Promise<void> {
    while (this.#bytes < end) {
      const start = this.#bytes;
      // Whole chunks, from wherever it stands.
      const stepEnd = Math.floor(start / READ_STEP_BYTES) * READ_STEP_BYTES + READ_STEP_BYTES;
      this.#bytes = Math.min(end, stepEnd);
      await this.#ask({ act: 'read', digestId: this.#digestId, path, start, end: this.#bytes, seal });
    }
  }

  /** Ends it. */
  async finish(): Promise<FinishedDigest> {
    return { bytes: this.#bytes, ...(await this.#ask({ act: 'finish', digestId: this.#digestId })) };
  }

  /** Lets the threads forget it. */
  drop(): void {
    this.#isBroken = true;
    this.#ask({ act: 'drop', digestId: this.#digestId }).catch(() => undefined);
  }

  async #ask(request: DigestRequest) {
    try {
      const values = await Promise.all(this.#team.map((thread) => thread.ask(request)));
      return Object.assign({}, ...values) as (typeof values)[number];
    } catch (error) {
      this.#isBroken = true;
      throw error;
    }
  }
}
