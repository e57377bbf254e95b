import { equal, fromHex, toHex } from '@lanran/protocol/kernel/bytes';
import { originOf, signCheckpoint } from '@lanran/protocol/log/checkpoint';
import { type NoteEvidence, noteEvidence } from '@lanran/protocol/log/evidence';
import type { LogId } from '@lanran/protocol/kernel/ids';
import { consistencyProof, type HashReader, rootAt } from '@lanran/protocol/log/merkle';
import { verifyConsistency } from '@lanran/protocol/log/merkle-check';
import type { NoteSigner } from '@lanran/protocol/log/note';
import type { Statement } from '@lanran/protocol/log/statement';
import { CheckpointRefusedError } from '../domain/checkpoint-refused-error.ts';
import type { SignedCheckpoint } from '../domain/signed-checkpoint.ts';
import type { LeafStore } from '../ports/leaf-store.ts';
import type { SignedCheckpointStore } from '../ports/signed-checkpoint-store.ts';

export interface CheckpointSignerOptions {
  readonly logId: LogId;
  /** The checkpoint key. */
  readonly key: NoteSigner;
  readonly memory: SignedCheckpointStore;
  readonly leaves: Pick<LeafStore, 'size'>;
  readonly tree: HashReader;
}

/**
 * The only user of the checkpoint key. Whatever the document store holds by now, no two checkpoints that it signs contradict each
 * other: it keeps the largest one before that leaves, and proves each further one consistent with it (ADR 30).
 */
export class CheckpointSigner {
  readonly #options: CheckpointSignerOptions;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: CheckpointSignerOptions) {
    this.#options = options;
  }

  /** The checkpoint of the log at this size, a C2SP note. @throws CheckpointRefusedError */
  async sign(size: number): Promise<string> {
    return signCheckpoint(await this.commitTo(size), this.#options.key);
  }

  /**
   * The size and root that may be signed or anchored from now on.
   * @throws CheckpointRefusedError
   */
  async commitTo(size: number): Promise<SignedCheckpoint> {
    const committing = this.#turn.then(() => this.#commitTo(size));
    this.#turn = committing.catch(() => undefined);
    return committing;
  }

  /** Signs leaf 0 of a log that has none yet, or a statement of the platform for the log as it is. @throws CheckpointRefusedError */
  async signStatement(statement: Statement): Promise<NoteEvidence> {
    const { logId, key, leaves } = this.#options;
    await this.commitTo(statement.kind === 'genesis' ? 0 : await leaves.size());
    return noteEvidence(statement, logId, key);
  }

  /**
   * A claim of another process does not cover this one: it may be withdrawn. Of two processes that are about to sign what contradicts,
   * each claims before it looks: at least one sees the other's claim. A process that stood still in between looks afterwards all the
   * same (ADR 51).
   */
  async #commitTo(size: number): Promise<SignedCheckpoint> {
    const { logId, memory, tree } = this.#options;
    const asked = { origin: originOf(logId), size, root: toHex(await rootAt(size, tree)) };
    const before = await memory.list();
    for (const kept of before) await this.#requireConsistent(asked, kept);
    if (before.some((kept) => kept.isSettled && size <= kept.size)) return asked;
    await memory.claim(asked);
    try {
      for (const claimed of await memory.list())
        if (!before.some((kept) => isSame(kept, claimed))) await this.#requireConsistent(asked, claimed);
      await memory.settle(before.filter((kept) => kept.size <= size));
    } catch (error) {
      await memory.withdraw();
      throw error;
    }
    return asked;
  }

  async #requireConsistent(asked: SignedCheckpoint, kept: SignedCheckpoint): Promise<void> {
    const [past, next] = kept.size <= asked.size ? [kept, asked] : [asked, kept];
    // Every log extends the empty one, but a log that is empty after it was signed with leaves has lost them.
    const isEmptied = asked.size === 0 && kept.size > 0;
    if (asked.origin === kept.origin && !isEmptied && (await this.#isAppend(past, next))) return;
    throw new CheckpointRefusedError(asked, kept);
  }

  async #isAppend(past: SignedCheckpoint, next: SignedCheckpoint): Promise<boolean> {
    const [root1, root2] = [fromHex(past.root), fromHex(next.root)];
    if (past.size === next.size) return equal(root1, root2);
    if (past.size === 0) return true;
    const proof = await consistencyProof(past.size, next.size, this.#options.tree);
    return verifyConsistency({ size1: past.size, size2: next.size, root1, root2, proof }).ok;
  }
}

function isSame(one: SignedCheckpoint, other: SignedCheckpoint): boolean {
  return one.size === other.size && one.root === other.root;
}
