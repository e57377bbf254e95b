import { z } from 'zod';
import { CallTree, FORWARD_BATCH, forwarderDomain } from '@lanran/protocol/chain/call-batch';
import { bytesUint, fromHex, type Hex } from '@lanran/protocol/kernel/bytes';
import { randomBytes32 } from '@lanran/protocol/kernel/ids';
import type { Address } from '@lanran/protocol/kernel/signature';
import { delay } from '../kernel/delay.ts';
import { RefusedError, type StatedReason } from '../kernel/errors.ts';
import { requireKnownRights } from '../kernel/known-rights.ts';
import { contractAddress, type Platform } from '../kernel/session.ts';
import { type Act, relay, type RelayedAct } from './relaying.ts';
import type { Proposal } from './safe-acts.ts';

/** What became of one of many acts. */
export interface ActOutcome {
  /** WAITING: not sent yet, or nobody knows yet what became of it. */
  readonly state: 'DONE' | 'PROPOSED' | 'REFUSED' | 'WAITING';
  readonly transaction: string | null;
  readonly offerId: string | null;
  readonly licenseIds: readonly string[];
  readonly proposal: Proposal | null;
  /** Of a refusal. */
  readonly reasons: readonly StatedReason[];
  readonly message: string | null;
}

export interface RelayManyOptions {
  /** Told of all outcomes so far, in the order of the acts, whenever there are new ones. */
  readonly onProgress?: (outcomes: readonly ActOutcome[]) => void;
  /** For each act the place of the one that has to be done before it is sent, or null: else it is left waiting. Left out: none. */
  readonly after?: readonly (number | null)[];
}

/** The platform takes signed batches up to an hour ahead; clocks differ. */
const LIFETIME_SECONDS = 3_000;
const CALLS_A_REQUEST = 25;
/** Of calldata and proofs; the platform takes 131,072. */
const BYTES_A_REQUEST = 120_000;
/** What passes by itself, and how long to wait for it: the minute's share of transactions. Nothing was sent. */
const SHARE_PAUSES: Pauses = { LIMIT_EXCEEDED: Array.from({ length: 8 }, () => 10_000) };
/** Of a request that may be repeated: also a chain that does not answer. */
const REPEATED_PAUSES: Pauses = { ...SHARE_PAUSES, UNAVAILABLE: [1_000, 2_000, 5_000] };

/** By the code of the refusal. */
type Pauses = Readonly<Record<string, readonly number[]>>;

const WAITING: ActOutcome = {
  state: 'WAITING',
  transaction: null,
  offerId: null,
  licenseIds: [],
  proposal: null,
  reasons: [],
  message: null,
};

/**
 * Has many acts relayed under one signature; under one each where the installation takes no batches, and as one proposal each where
 * a Safe acts. One outcome an act, in their order: a refused one stops no other. What was done is not done twice when the platform
 * or the connection fails in between.
 * @throws RefusedError when nothing could be sent at all, UnreachableError when nobody answers any more; `onProgress` was told what was done
 */
export async function relayMany(
  platform: Platform,
  acts: readonly Act[],
  options: RelayManyOptions = {},
): Promise<readonly ActOutcome[]> {
  const board = new Board(acts.length, options);
  if (acts.length === 0) return board.outcomes;
  for (const { rights } of acts) requireKnownRights(platform.deployment, rights);
  const isTogether = platform.safe === null && platform.deployment.canBatch && acts.length > 1;
  await (isTogether ? relayTogether(platform, acts, board) : relayOneByOne(platform, acts, board));
  return board.outcomes;
}

/** The outcomes so far. */
class Board {
  readonly #onProgress: RelayManyOptions['onProgress'];
  readonly #after: readonly (number | null)[];
  #outcomes: readonly ActOutcome[];

  constructor(size: number, { onProgress, after = [] }: RelayManyOptions) {
    this.#outcomes = Array.from({ length: size }, () => WAITING);
    this.#onProgress = onProgress;
    this.#after = after;
  }

  isFirst(index: number): boolean {
    return this.#after[index] == null;
  }

  /** Is what it comes after done? */
  isDue(index: number): boolean {
    const before = this.#after[index] ?? null;
    return before === null || this.#outcomes[before]?.state === 'DONE';
  }

  get outcomes(): readonly ActOutcome[] {
    return this.#outcomes;
  }

  get isUntouched(): boolean {
    return this.#outcomes.every(({ state }) => state === 'WAITING');
  }

  put(news: ReadonlyMap<number, ActOutcome>): void {
    this.#outcomes = this.#outcomes.map((outcome, index) => news.get(index) ?? outcome);
    this.#onProgress?.(this.#outcomes);
  }
}

async function relayOneByOne(platform: Platform, acts: readonly Act[], board: Board): Promise<void> {
  const indexes = acts.map((_, index) => index);
  const inOrder = [
    ...indexes.filter((index) => board.isFirst(index)),
    ...indexes.filter((index) => !board.isFirst(index)),
  ];
  for (const index of inOrder) {
    const act = acts[index];
    if (act === undefined || !board.isDue(index)) continue;
    board.put(new Map([[index, await relayedOrRefused(platform, act, board)]]));
  }
}

async function relayedOrRefused(platform: Platform, act: Act, board: Board): Promise<ActOutcome> {
  try {
    return toOutcome(await whenItPasses(SHARE_PAUSES, () => relay(platform, act)));
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    // Of the act alone when the contracts gave reasons, or when others went well.
    if (error.reasons.length === 0 && board.isUntouched) throw error;
    return refusedFor(error);
  }
}

function toOutcome({ transaction, offerId, licenseIds, proposal }: RelayedAct): ActOutcome {
  const state = transaction === null ? 'PROPOSED' : 'DONE';
  return { ...WAITING, state, transaction, offerId: offerId ?? null, licenseIds, proposal };
}

function refusedFor({ reasons, message }: RefusedError): ActOutcome {
  return { ...WAITING, state: 'REFUSED', reasons, message };
}

interface ProvenCall {
  readonly index: number;
  readonly to: Address;
  readonly data: Hex;
  readonly proof: readonly Hex[];
}

async function relayTogether(platform: Platform, acts: readonly Act[], board: Board): Promise<void> {
  const { calls, batch } = await signBatch(platform, acts);
  const groups = [
    ...groupsOf(calls.filter(({ index }) => board.isFirst(index))),
    ...groupsOf(calls.filter(({ index }) => !board.isFirst(index))),
  ];
  for (const all of groups) {
    const group = all.filter(({ index }) => board.isDue(index));
    if (group.length > 0) board.put(await relayGroup(platform, { batch, group, board }));
  }
}

async function signBatch({ signer, deployment }: Platform, acts: readonly Act[]) {
  const called = acts.map(({ contract, data }) => ({ to: contractAddress(deployment, contract), data }));
  const tree = new CallTree(called);
  const forwarder = contractAddress(deployment, 'ERC2771Forwarder');
  const message = {
    from: signer.address,
    root: tree.root,
    size: tree.size,
    salt: bytesUint(fromHex(randomBytes32())),
    deadline: Math.floor(Date.now() / 1_000) + LIFETIME_SECONDS,
  };
  const domain = forwarderDomain({ chainId: deployment.chainId, forwarder });
  const signature = await signer.signTypedData({ domain, types: FORWARD_BATCH, message });
  const calls = called.map((call, index): ProvenCall => ({ ...call, index, proof: tree.proofOf(index) }));
  return { calls, batch: { ...message, salt: message.salt.toString(), signature } };
}

function groupsOf(calls: readonly ProvenCall[]): ProvenCall[][] {
  const groups: ProvenCall[][] = [];
  let bytes = 0;
  for (const call of calls) {
    const size = call.data.length / 2 + 32 * call.proof.length;
    const group = groups.at(-1);
    if (group !== undefined && group.length < CALLS_A_REQUEST && bytes + size <= BYTES_A_REQUEST) {
      group.push(call);
      bytes += size;
    } else {
      groups.push([call]);
      bytes = size;
    }
  }
  return groups;
}

const CallOutcomes = z.object({
  relayCalls: z.array(
    z.object({
      index: z.number().int(),
      state: z.enum(['DONE', 'REFUSED']),
      transaction: z.string().nullable(),
      offerId: z.string().nullable(),
      licenseIds: z.array(z.string()),
      reasons: z.array(
        z.object({
          code: z.string(),
          data: z.array(z.object({ name: z.string(), value: z.string() })),
          en: z.string(),
          zh: z.string(),
        }),
      ),
    }),
  ),
});
type CallOutcome = z.infer<typeof CallOutcomes>['relayCalls'][number];

const RELAY_CALLS = `mutation ($batch: ForwardBatchInput!, $calls: [BatchCallInput!]!) {
  relayCalls(batch: $batch, calls: $calls) { index state transaction offerId licenseIds reasons { code data { name value } en zh } }
}`;

interface Group {
  readonly batch: object;
  readonly group: readonly ProvenCall[];
  readonly board: Board;
}

/** A request that was refused as a whole refuses each of its acts, once others went well. */
async function relayGroup(
  { api }: Platform,
  { batch, group, board }: Group,
): Promise<ReadonlyMap<number, ActOutcome>> {
  try {
    const { relayCalls } = await whenItPasses(REPEATED_PAUSES, () =>
      api.request({
        query: RELAY_CALLS,
        variables: { batch, calls: group },
        answer: CallOutcomes,
        isRepeatable: true,
      }),
    );
    return new Map(relayCalls.map((outcome) => [outcome.index, fromCall(outcome)]));
  } catch (error) {
    if (!(error instanceof RefusedError) || board.isUntouched || error.code in REPEATED_PAUSES) throw error;
    return new Map(group.map(({ index }) => [index, refusedFor(error)]));
  }
}

function fromCall({ state, transaction, offerId, licenseIds, reasons }: CallOutcome): ActOutcome {
  const stated = reasons.map(({ data, ...reason }) => ({
    ...reason,
    data: Object.fromEntries(data.map(({ name, value }) => [name, value])),
  }));
  const message = state === 'DONE' ? null : stated.map(({ en, code }) => `${en} (${code})`).join(' ');
  return { ...WAITING, state, transaction, offerId, licenseIds, reasons: stated, message };
}

/** Asks again after what passes by itself. */
async function whenItPasses<T>(pauses: Pauses, ask: () => Promise<T>, tries = 0): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const pause = error instanceof RefusedError ? pauses[error.code]?.[tries] : undefined;
    if (pause === undefined) throw error;
    await delay(pause);
    return whenItPasses(pauses, ask, tries + 1);
  }
}
