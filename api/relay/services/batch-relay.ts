import { type Hex, uintBytes, fromHex, concat } from '@lanran/protocol/kernel/bytes';
import { keccak256 } from '@lanran/protocol/kernel/hash';
import type { Refusal } from '@lanran/protocol/messages/refusals';
import type { DoneCall, ProvenCall, SignedBatch } from '../../chain/ports/batch-ledger.ts';
import type { DecodedAct, Ledger, RelayProgress } from '../../chain/ports/ledger.ts';
import type { Mutex } from '../../platform/concurrency/mutex.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import { BadInputError, BatchesUnknownError, UnavailableError } from '../../platform/kernel/errors.ts';
import type { FailPoints } from '../../platform/kernel/fail-points.ts';
import { reasonsOf } from '../domain/call-refusal.ts';
import type { RelayedRequestStore } from '../ports/relayed-request-store.ts';
import type { ActPreparation } from './act-preparation.ts';
import { type RelayedAct, requireOwnKey, requireTimely, requireWithinLimit, toRelayedAct } from './relay.ts';

const MAX_CALLS = 50;
/** Of calldata and proofs. */
const MAX_BYTES = 131_072;

/** What became of a call of a batch. */
export type RelayedCall =
  | { readonly state: 'DONE'; readonly index: number; readonly act: RelayedAct }
  | { readonly state: 'REFUSED'; readonly index: number; readonly reasons: readonly Refusal[] };

export interface BatchRelayOptions {
  readonly ledger: Ledger;
  /** Each transaction counts as one of the key's requests. */
  readonly requests: RelayedRequestStore;
  readonly preparation: Pick<ActPreparation, 'prepareAll'>;
  /** Resolves when the read models show everything up to the block. */
  readonly follower: { followTo(blockNumber: number): Promise<void> };
  readonly clock: Clock;
  readonly failPoints: FailPoints;
  /** One request after the other for a key; single acts among them. */
  readonly turns: Mutex<Hex>;
}

interface ActingCall extends ProvenCall {
  readonly act: DecodedAct;
}

/** Sends and pays for many acts that somebody signed once, as many in a transaction as fit. */
export class BatchRelayService {
  readonly #options: BatchRelayOptions;

  constructor(options: BatchRelayOptions) {
    this.#options = options;
  }

  /**
   * Relays calls of a batch, each once: the same request again answers what became of it. One outcome a call, in their order; a
   * refused one stops no other.
   * @throws BadInputError, BadSignatureError, BatchesUnknownError, ForbiddenError; LimitExceededError, UnavailableError, after which
   * some may be done
   */
  async relayCalls(actor: Actor, batch: SignedBatch, calls: readonly ProvenCall[]): Promise<RelayedCall[]> {
    const { ledger, turns, follower } = this.#options;
    requireOwnKey(actor, batch.from, 'batch.from');
    requireModest(batch, calls);
    if (!(await ledger.batches.canBatch())) throw new BatchesUnknownError();
    const batchId = ledger.batches.requireSigned(batch);
    const acting = calls.map((call, at) => ({ ...call, act: this.#decode(call, at) }));
    const outcomes = await turns.take(batch.from, () =>
      this.#relayInTurn(actor, { ...batch, batchId }, acting),
    );
    const blocks = outcomes.flatMap((outcome) => (outcome.state === 'DONE' ? [outcome.blockNumber] : []));
    if (blocks.length > 0) await follower.followTo(Math.max(...blocks));
    return acting.map((call) => toRelayedCall(call, outcomes));
  }

  async #relayInTurn(actor: Actor, batch: IdentifiedBatch, calls: readonly ActingCall[]): Promise<Outcome[]> {
    const { ledger, preparation, clock } = this.#options;
    const indexes = calls.map(({ index }) => index);
    const done = await ledger.batches.findDone(batch, indexes);
    const known = new Set(done.map(({ index }) => index));
    const left = calls.filter(({ index }) => !known.has(index));
    if (left.length === 0) return done;
    const now = Math.floor(clock.now().getTime() / 1_000);
    requireTimely(batch.deadline, { now, field: 'batch.deadline' });
    await this.#requireWithinLimit(batch.from);
    const refusals = await preparation.prepareAll(
      actor,
      left.map(({ act }) => act),
    );
    const refused = left.flatMap(({ index }, at): Outcome[] => {
      const refusal = refusals[at];
      return refusal == null ? [] : [{ state: 'REFUSED', index, reasons: reasonsOf(refusal) }];
    });
    const allowed = left.filter((_, at) => refusals[at] === null);
    const sent = await ledger.batches.execute(batch, allowed, (first) => this.#progressOf(batch, first));
    return [...done, ...refused, ...sent];
  }

  async #progressOf(batch: IdentifiedBatch, { index }: ProvenCall): Promise<RelayProgress> {
    const { requests, clock, failPoints, ledger } = this.#options;
    await this.#requireWithinLimit(batch.from);
    const key = transactionKey(batch.batchId, index);
    const { from, salt: nonce, deadline, signature } = batch;
    const to = ledger.deployment().contracts['ERC2771Forwarder'] ?? batch.from;
    const request = { from, to, value: 0n, gas: 0n, nonce, deadline, data: batch.batchId, signature };
    await requests.record({ key, request, receivedAt: clock.now() });
    return {
      signed: (transaction) => requests.markSigned(key, transaction),
      sent: async () => failPoints.reach('after-batch-sent'),
    };
  }

  async #requireWithinLimit(from: Hex): Promise<void> {
    const { requests, clock } = this.#options;
    await requireWithinLimit(requests, { from, now: clock.now() });
  }

  #decode(call: ProvenCall, at: number): DecodedAct {
    const act = this.#options.ledger.decodeAct(call);
    if (act !== null && act.functionName !== 'multicall') return act;
    throw new BadInputError(
      `calls.${at}.data`,
      `not an act this platform relays in a batch (to ${call.to}). See the contracts of \`deployment\`.`,
    );
  }
}

interface IdentifiedBatch extends SignedBatch {
  readonly batchId: Hex;
}

type Outcome = DoneCall | Extract<RelayedCall, { readonly state: 'REFUSED' }>;

function toRelayedCall({ index, act }: ActingCall, outcomes: readonly Outcome[]): RelayedCall {
  const outcome = outcomes.find((each) => each.index === index);
  // The chain did not say: asked again, it does.
  if (outcome === undefined) throw new UnavailableError('chain');
  if (outcome.state === 'REFUSED') return outcome;
  return { state: 'DONE', index, act: toRelayedAct(act, outcome) };
}

function requireModest(batch: SignedBatch, calls: readonly ProvenCall[]): void {
  if (calls.length === 0 || calls.length > MAX_CALLS)
    throw new BadInputError('calls', `must be 1 to ${MAX_CALLS} calls of the batch.`);
  const bytes = calls.reduce((sum, { data, proof }) => sum + data.length / 2 + 32 * proof.length, 0);
  if (bytes > MAX_BYTES)
    throw new BadInputError('calls', `are more than ${MAX_BYTES} bytes together. Send fewer at once.`);
  if (new Set(calls.map(({ index }) => index)).size !== calls.length)
    throw new BadInputError('calls', 'name a call twice. Send each once.');
  const beyond = calls.findIndex(({ index }) => index < 0 || index >= batch.size);
  if (beyond >= 0)
    throw new BadInputError(
      `calls.${beyond}.index`,
      `must be one of the batch's ${batch.size} calls, from 0.`,
    );
}

/** Names one try of a transaction in the rate limit's record. */
function transactionKey(batchId: Hex, index: number): Hex {
  return keccak256(concat(fromHex(batchId), uintBytes(BigInt(index), 8)));
}
