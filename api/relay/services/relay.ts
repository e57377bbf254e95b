import type { Hex } from '@lanran/protocol/kernel/bytes';
import { type LicenseId, licenseIdFrom } from '@lanran/protocol/kernel/ids';
import type { Actor } from '../../platform/kernel/actor.ts';
import {
  BadInputError,
  ForbiddenError,
  LimitExceededError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import type { LedgerEvent } from '../../chain/domain/ledger-event.ts';
import { forwardRequestKey } from '../domain/forward-request-key.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { FailPoints } from '../../platform/kernel/fail-points.ts';
import type { DecodedAct, ForwardRequest, Ledger, RelayReceipt } from '../../chain/ports/ledger.ts';
import type { RelayedRequestStore } from '../ports/relayed-request-store.ts';
import type { ActPreparation } from './act-preparation.ts';
import type { Mutex } from '../../platform/concurrency/mutex.ts';

/** With what the forwarder needs, below the embedded chain's cap of 3,000,000 a transaction. */
const MAX_GAS = 2_500_000n;
const MAX_LIFETIME_SECONDS = 3_600;
export const MAX_REQUESTS_A_MINUTE = 60;

/** What became of a relayed act. */
export interface RelayedAct {
  readonly transaction: Hex;
  readonly contract: string;
  readonly functionName: string;
  readonly assetId: string | null;
  readonly offerId: string | null;
  /** Licenses sold, or the order's future one. */
  readonly licenseIds: readonly LicenseId[];
}

export interface RelayServiceOptions {
  readonly ledger: Ledger;
  readonly requests: RelayedRequestStore;
  readonly preparation: ActPreparation;
  /** Resolves when the read models show everything up to the block. */
  readonly follower: { followTo(blockNumber: number): Promise<void> };
  readonly clock: Clock;
  readonly failPoints: FailPoints;
  /** One act after the other for a key, so that its nonce and its limit count. */
  readonly turns: Mutex<Hex>;
}

/** Sends and pays for acts that somebody else signed (ERC-2771), so that nobody needs coins (docs/architecture.md, “Chain”). */
export class RelayService {
  readonly #options: RelayServiceOptions;
  /** Acts on their way: whoever sends the same meanwhile waits for the first. */
  readonly #running = new Map<Hex, Promise<RelayedAct>>();

  constructor(options: RelayServiceOptions) {
    this.#options = options;
  }

  /**
   * Relays a signed act once: the same request again answers what became of it.
   * @throws BadInputError, BadSignatureError, ForbiddenError, LimitExceededError, LedgerRefusedError; the act was not done then
   */
  async relay(actor: Actor, request: ForwardRequest): Promise<RelayedAct> {
    requireOwnKey(actor, request.from, 'request.from');
    const act = this.#decode(request);
    const key = forwardRequestKey(request);
    const running =
      this.#running.get(key) ?? this.#relay(actor, act, request).finally(() => this.#running.delete(key));
    this.#running.set(key, running);
    return running;
  }

  async #relay(actor: Actor, act: DecodedAct, request: ForwardRequest): Promise<RelayedAct> {
    const from = request.from.toLowerCase() as Hex;
    return this.#finish(
      act,
      await this.#options.turns.take(from, () => this.#relayInTurn(actor, act, request)),
    );
  }

  async #relayInTurn(actor: Actor, act: DecodedAct, request: ForwardRequest): Promise<RelayReceipt> {
    const key = forwardRequestKey(request);
    const earlier = await this.#findOutcome(key);
    if (earlier !== null) return earlier;

    await this.#checkLimits(request);
    await this.#options.ledger.requireSigned(request);
    await this.#options.preparation.prepare(actor, act);
    return this.#send(key, act, request);
  }

  #decode(request: ForwardRequest): DecodedAct {
    const act = this.#options.ledger.decodeAct(request);
    if (act === null) {
      throw new BadInputError(
        'request.data',
        `not an act this platform relays (to ${request.to}). See the contracts of \`deployment\`.`,
      );
    }
    return act;
  }

  async #findOutcome(key: Hex): Promise<RelayReceipt | null> {
    const recorded = await this.#options.requests.find(key);
    if (recorded === null || recorded.transaction === null) return null;
    return this.#options.ledger.findReceipt(recorded.transaction);
  }

  async #checkLimits(request: ForwardRequest): Promise<void> {
    const { clock, requests, ledger } = this.#options;
    const now = Math.floor(clock.now().getTime() / 1000);
    if (request.value !== 0n)
      throw new BadInputError('request.value', 'must be 0; the platform relays no money.');
    if (request.gas > MAX_GAS) throw new BadInputError('request.gas', `must be at most ${MAX_GAS}.`);
    requireTimely(request.deadline, { now, field: 'request.deadline' });
    const expected = await ledger.forwarderNonce(request.from);
    if (request.nonce !== expected) {
      throw new BadInputError(
        'request.nonce',
        `is ${request.nonce}, expected ${expected}. Another act was relayed meanwhile; sign again.`,
      );
    }
    await requireWithinLimit(requests, { from: request.from, now: clock.now() });
  }

  async #send(key: Hex, act: DecodedAct, request: ForwardRequest): Promise<RelayReceipt> {
    const { ledger, requests, clock, failPoints } = this.#options;
    await requests.record({ key, request, receivedAt: clock.now() });
    return ledger.relay(request, {
      signed: (transaction) => requests.markSigned(key, transaction),
      sent: async () => {
        if (act.functionName === 'buy') await failPoints.reach('after-purchase-sent');
      },
    });
  }

  async #finish(act: DecodedAct, receipt: RelayReceipt): Promise<RelayedAct> {
    await this.#options.follower.followTo(receipt.blockNumber);
    return toRelayedAct(act, receipt);
  }
}

/** @throws SignInRequiredError, ForbiddenError */
export function requireOwnKey(actor: Actor, from: Hex, field: string): void {
  if (actor.kind === 'anonymous') throw new SignInRequiredError();
  if (actor.address.toLowerCase() === from.toLowerCase()) return;
  throw new ForbiddenError(`${field}: ${from} is not the key you are signed in with (${actor.address}).`);
}

/** @throws BadInputError */
export function requireTimely(
  deadline: number,
  { now, field }: { readonly now: number; readonly field: string },
): void {
  if (deadline <= now) throw new BadInputError(field, 'has passed. Sign the act again.');
  if (deadline <= now + MAX_LIFETIME_SECONDS) return;
  throw new BadInputError(
    field,
    `must be at most ${MAX_LIFETIME_SECONDS} s ahead, so that a signed act can't be kept back.`,
  );
}

/** @throws LimitExceededError */
export async function requireWithinLimit(
  requests: Pick<RelayedRequestStore, 'countSince'>,
  { from, now }: { readonly from: Hex; readonly now: Date },
): Promise<void> {
  const recent = await requests.countSince(from, new Date(now.getTime() - 60_000));
  if (recent < MAX_REQUESTS_A_MINUTE) return;
  throw new LimitExceededError(
    `At most ${MAX_REQUESTS_A_MINUTE} acts a minute are relayed for one key. Wait a minute, then go on.`,
  );
}

/** What an act came to, as its events tell. */
export function toRelayedAct(
  { contract, functionName }: Pick<DecodedAct, 'contract' | 'functionName'>,
  { transaction, events }: Pick<RelayReceipt, 'transaction' | 'events'>,
): RelayedAct {
  return {
    transaction,
    contract,
    functionName,
    assetId: argumentOf(events, 'assetId'),
    offerId: argumentOf(events, 'offerId'),
    licenseIds: licenseIdsOf(events),
  };
}

const ISSUING: readonly string[] = ['LicenseSold', 'Ordered', 'InvoicePaid', 'ShareReceived'];

function licenseIdsOf(events: readonly LedgerEvent[]): LicenseId[] {
  const numbers = events
    .filter(({ name }) => ISSUING.includes(name))
    .flatMap(({ args }) => [args['licenseId'], args['orderId']])
    .filter((number) => typeof number === 'string');
  return [...new Set(numbers)].map((number) => licenseIdFrom(BigInt(number)));
}

function argumentOf(events: readonly LedgerEvent[], name: string): string | null {
  for (const event of events) {
    const value = event.args[name];
    if (typeof value === 'string') return value;
  }
  return null;
}
