import { toHex, type Hex } from '@lanran/protocol/kernel/bytes';
import type { Body } from '@lanran/protocol/log/body';
import { type Evidence, encodeEvidence } from '@lanran/protocol/log/evidence';
import { encodeLeaf } from '@lanran/protocol/log/leaf';
import { consistencyProof, inclusionProof, leafHash, rootAt } from '@lanran/protocol/log/merkle';
import { slotOf, type Statement, statementHash } from '@lanran/protocol/log/statement';
import { ConflictError, StaleStatementError, UnavailableError } from '../../platform/kernel/errors.ts';
import type { LoggedStatement, StatementOpenings } from '../domain/logged-statement.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import { KEPT_MS, RecentAnswers } from '../../platform/concurrency/recent-answers.ts';
import type { LeafStore } from '../ports/leaf-store.ts';
import type { CheckpointSigner } from './checkpoint-signer.ts';
import type { LogTree } from './log-tree.ts';

/** Other API processes may take an index between our look and our insert; more often than this it is no accident. */
const MAX_ATTEMPTS = 200;

export interface LogEntry {
  readonly statement: Statement;
  readonly evidence: Evidence;
  readonly body: Body;
  readonly openings?: StatementOpenings;
  /** Asked right before each try, when every earlier leaf is known: throws what keeps the statement out. */
  readonly requireStill?: () => Promise<void>;
}

export interface StatementLogOptions {
  readonly leaves: LeafStore;
  readonly tree: LogTree;
  readonly signer: Pick<CheckpointSigner, 'sign' | 'commitTo'>;
  readonly clock: Clock;
  /** Told after each append, so that followers need not wait for their turn. */
  readonly onAppend?: () => void;
}

/** The append-only log: one append is one atomic insert (docs/architecture.md, “Write”). It makes every proof and checkpoint. */
export class StatementLog {
  readonly #options: StatementLogOptions;
  #turn: Promise<unknown> = Promise.resolve();
  /** After the leaf that this process appended last; the next is free unless another process appends too. */
  #nextIndex: number | null = null;
  /** Signed notes, by the size of the log. */
  readonly #signed = new RecentAnswers<string>();

  constructor(options: StatementLogOptions) {
    this.#options = options;
  }

  /**
   * Appends at the next free index; the same statement again gives the leaf it has.
   * @throws StaleStatementError when another statement took its place among the holder's statements of the asset
   */
  async append(entry: LogEntry): Promise<LoggedStatement> {
    // Within this process one at a time: contending for an index with ourselves would only cost repeats.
    const appending = this.#turn.then(() => this.#append(entry));
    this.#turn = appending.catch(() => undefined);
    return appending;
  }

  /**
   * As `append` of each, in their order, with one write for all. One that is refused leaves the others alone: what refused it is in
   * its place.
   */
  async appendAll(
    entries: readonly Omit<LogEntry, 'requireStill'>[],
  ): Promise<PromiseSettledResult<LoggedStatement>[]> {
    const appending = this.#turn.then(() => this.#appendAll(entries));
    this.#turn = appending.catch(() => undefined);
    return appending;
  }

  async #appendAll(
    entries: readonly Omit<LogEntry, 'requireStill'>[],
  ): Promise<PromiseSettledResult<LoggedStatement>[]> {
    const { leaves, onAppend } = this.#options;
    const settled: PromiseSettledResult<LoggedStatement>[] = [];
    for (let attempt = 0; settled.length < entries.length; attempt++) {
      if (attempt === MAX_ATTEMPTS) throw new UnavailableError('documents');
      const first = this.#nextIndex ?? (await leaves.size());
      const rest = entries.slice(settled.length).map((entry, at) => this.#toLogged(entry, first + at));
      // Unknown again if the write fails.
      this.#nextIndex = null;
      const { count, conflict } = await leaves.appendAll(rest);
      for (const value of rest.slice(0, count)) settled.push({ status: 'fulfilled', value });
      if (count > 0) onAppend?.();
      if (conflict === null) this.#nextIndex = first + count;
      const refused = rest[count];
      if (refused !== undefined && conflict !== 'INDEX_TAKEN')
        settled.push(...(await Promise.allSettled([this.#findRepeat(refused)])));
      if (count > 0 || conflict !== 'INDEX_TAKEN') attempt = 0;
    }
    return settled;
  }

  async #append(entry: LogEntry): Promise<LoggedStatement> {
    const { leaves, onAppend } = this.#options;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const logged = this.#toLogged(entry, this.#nextIndex ?? (await leaves.size()));
      await entry.requireStill?.();
      const conflict = await leaves.append(logged);
      this.#nextIndex = conflict === null ? logged.index + 1 : null;
      if (conflict === null) {
        onAppend?.();
        return logged;
      }
      if (conflict === 'INDEX_TAKEN') continue;
      return this.#findRepeat(logged);
    }
    throw new UnavailableError('documents');
  }

  async size(): Promise<number> {
    return this.#options.leaves.size();
  }

  async rootAt(size: number): Promise<Uint8Array> {
    return rootAt(size, this.#options.tree);
  }

  async inclusionProof(index: number, size: number): Promise<Uint8Array[]> {
    return inclusionProof(index, size, this.#options.tree);
  }

  /** As `inclusionProof` of each; what the proofs share is read once. */
  async inclusionProofs(indexes: readonly number[], size: number): Promise<Uint8Array[][]> {
    const reader = this.#options.tree.readerForMany();
    return Promise.all(indexes.map(async (index) => inclusionProof(index, size, reader)));
  }

  async consistencyProof(fromSize: number, toSize: number): Promise<Uint8Array[]> {
    return consistencyProof(fromSize, toSize, this.#options.tree);
  }

  /** The signed checkpoint of the log now, a C2SP note. @throws CheckpointRefusedError */
  async checkpoint(): Promise<string> {
    const size = await this.size();
    // Witnesses and load balancers ask often; a signature takes reads of the tree and of the signer's memory.
    return this.#signed.find(String(size), KEPT_MS, () => this.checkpointAt(size));
  }

  async checkpointAt(size: number): Promise<string> {
    return this.#options.signer.sign(size);
  }

  /** The root to anchor: anchoring says what signing says. @throws CheckpointRefusedError */
  async anchorableRoot(size: number): Promise<Hex> {
    return (await this.#options.signer.commitTo(size)).root;
  }

  async tile(level: number, index: number, width: number): Promise<Uint8Array | null> {
    return this.#options.tree.tile({ level, index, width, size: await this.size() });
  }

  /** Null when the log has not grown that far. */
  async leaves(first: number, count: number): Promise<Uint8Array[] | null> {
    if (first + count > (await this.size())) return null;
    const logged = await this.#options.leaves.list(first, first + count);
    return logged.map(({ leaf }) => leaf);
  }

  #toLogged({ statement, evidence, body, openings }: LogEntry, index: number): LoggedStatement {
    const leaf = encodeLeaf(statement, evidence);
    return {
      index,
      statement,
      statementHash: statementHash(statement),
      slot: slotOf(statement),
      evidence: encodeEvidence(evidence),
      leaf,
      leafHash: leafHash(leaf),
      body: body.fields,
      openings: openings ?? null,
      appendedAt: this.#options.clock.now(),
    };
  }

  async #findRepeat(logged: LoggedStatement): Promise<LoggedStatement> {
    const existing = await this.#options.leaves.findByStatementHash(logged.statementHash);
    if (existing === null) throw new StaleStatementError(logged.statement.assetId);
    if (toHex(existing.leaf) === toHex(logged.leaf)) return existing;
    throw new ConflictError(`Statement ${logged.statementHash} is in the log already, with other evidence.`);
  }
}
