import type { FileDigest } from '@lanran/protocol/file-digest';
import type { DigestRequest } from './digest-request.ts';
import type { DigestThread } from './digest-thread.ts';

/** A thread does nothing else meanwhile: other uploads wait no longer than about a tenth of a second. */
const READ_STEP_BYTES = 64 * 1_048_576;

export interface FinishedDigest {
  readonly digest: FileDigest;
  /** SHA-256 of each leaf of the CID's tree, one after the other. */
  readonly leaves: Uint8Array;
}

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

  /** Takes the next bytes, up to position `end`, from the file. */
  async readUpTo(path: string, end: number): Promise<void> {
    while (this.#bytes < end) {
      const start = this.#bytes;
      this.#bytes = Math.min(end, start + READ_STEP_BYTES);
      await this.#ask({ act: 'read', digestId: this.#digestId, path, start, end: this.#bytes });
    }
  }

  /** Ends it. */
  async finish(): Promise<FinishedDigest> {
    const { sha256, cid, xxh64, leaves } = await this.#ask({ act: 'finish', digestId: this.#digestId });
    if (sha256 === undefined || cid === undefined || xxh64 === undefined || leaves === undefined)
      throw new Error('The threads of a team do not compute every part of a digest.');
    return { digest: { bytes: this.#bytes, sha256, cid, xxh64 }, leaves };
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
