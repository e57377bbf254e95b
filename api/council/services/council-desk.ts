import type { Hex } from '@lanran/protocol/kernel/bytes';
import { safeTransactionHash, type SafeCall } from '@lanran/protocol/accounts/safe';
import type { Address } from '@lanran/protocol/kernel/signature';
import { type Actor, type Membership, membershipIn } from '../../platform/kernel/actor.ts';
import {
  BadInputError,
  ForbiddenError,
  LimitExceededError,
  NotFoundError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import { membershipsOf } from '../../organizations/domain/memberships.ts';
import type { Organization } from '../../organizations/domain/organization.ts';
import { isSettled, type SafeSignature, type SafeTransaction } from '../domain/safe.ts';
import type { SafeWallet } from '../../chain/domain/safe-wallet.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { DecodedAct } from '../../chain/ports/ledger.ts';
import { MAX_REQUESTS_A_MINUTE, type RelayedAct, toRelayedAct } from '../../relay/services/relay.ts';
import { SafeCreation, type SafeCreationOptions } from './safe-creation.ts';
import { countingSignatures, SafeExecution, type SafeExecutionOptions } from './safe-execution.ts';
import { requireSigner } from './safe-signer.ts';

/** How far ahead of a Safe's next nonce its owners may propose. */
const MAX_AHEAD = 20n;
/** Of one owner, so that none fills the desk of the others. */
const MAX_WAITING = 100;
const MAX_LISTED = 100;
/** ERC-20 approvals and acts of any size the contracts take. */
const MAX_DATA_BYTES = 65_536;

type Member = Extract<Actor, { kind: 'member' }>;

export interface Proposal extends SafeCall {
  readonly safe: Address;
  readonly signature: Hex;
}

/** A transaction on the desk, with the Safe's word on who must sign. */
export interface DeskEntry extends SafeTransaction {
  /** Who signed and is an owner still; of a settled one, all who signed. */
  readonly signers: readonly Address[];
  /** Of the Safe now. */
  readonly threshold: number;
}

export interface CouncilDeskOptions extends SafeExecutionOptions, Pick<SafeCreationOptions, 'creationTurns'> {
  readonly organizations: { listByKey(address: Hex): Promise<Organization[]> };
  readonly clock: Clock;
  /** An act waits for signatures. */
  readonly onProposed: () => void;
}

/** Gathers the signatures of a Safe's owners and has the relayer send what they agreed on; Safe's own service is not needed. */
export class CouncilDesk {
  readonly #options: CouncilDeskOptions;
  readonly #execution: SafeExecution;
  readonly #creation: SafeCreation;

  constructor(options: CouncilDeskOptions) {
    this.#options = options;
    this.#execution = new SafeExecution(options);
    this.#creation = new SafeCreation(options);
  }

  /** The caller's Safe of exactly these owners and threshold; made when there is none. */
  async createSafe(
    actor: Actor,
    { owners, threshold }: { readonly owners: readonly Address[]; readonly threshold: number },
  ): Promise<SafeWallet> {
    const { address, memberships } = requireMember(actor);
    return this.#creation.ensure({
      // Sessions are of keys whose addresses were parsed.
      creator: address as Address,
      owners,
      threshold,
      isMember: memberships.length > 0,
    });
  }

  /** Null when there is no Safe of the installation's kind. */
  async findSafe(address: Address): Promise<SafeWallet | null> {
    return this.#options.wallets.find(address);
  }

  /**
   * The caller as an owner of the Safe, who may see what a viewer of the Safe's organizations sees.
   * @throws SignInRequiredError, NotFoundError, ForbiddenError unless the key is an owner now
   */
  async actorOf(actor: Actor, safe: Address): Promise<Actor> {
    const { member, seated } = await this.#enter(actor, safe);
    const viewing = seated
      .filter(({ organizationId }) => membershipIn(actor, organizationId) === null)
      .map((membership) => ({ ...membership, role: 'VIEWER' as const }));
    return { ...member, memberships: [...requireMember(actor).memberships, ...viewing] };
  }

  /**
   * Puts an act before a Safe's owners, signed by one of them. With as many signatures as the Safe asks for it is done at once.
   * @throws BadInputError, BadSignatureError, ForbiddenError, NotFoundError, LimitExceededError; nothing is kept then.
   * LedgerRefusedError when it had all signatures and the contracts refused it; it is kept and can be tried again
   */
  async propose(actor: Actor, { signature, ...proposal }: Proposal): Promise<DeskEntry> {
    const { member, wallet } = await this.#enter(actor, proposal.safe);
    const { safe, to, data, nonce } = proposal;
    const act = await this.#decode(proposal);
    const hash = safeTransactionHash({ chainId: this.#chainId(), safe }, proposal);
    const signer = requireSigner({ hash, signature, field: 'input.signature' }, wallet);
    if ((await this.#options.safes.find(hash)) === null) {
      await this.#requireRoom(wallet, { nonce, signer });
      await this.#requireRate(member);
      await this.#options.preparation.requireAllowed(member, act);
      await this.#options.safes.propose({
        ...act,
        hash,
        safe,
        to,
        data,
        nonce,
        proposedAt: this.#options.clock.now(),
        sinceBlock: await this.#options.ledger.latestBlock(),
        state: 'OPEN',
        transaction: null,
      });
    }
    const entry = await this.#add(member, { hash, safe, signer, signature });
    if (!isSettled(entry)) this.#options.onProposed();
    return entry;
  }

  /** Adds an owner's signature; the last that is needed has it done. Throws as `propose`. */
  async sign(
    actor: Actor,
    { hash, signature }: { readonly hash: Hex; readonly signature: Hex },
  ): Promise<DeskEntry> {
    const { member, wallet, transaction } = await this.#open(actor, hash);
    if (isSettled(transaction)) return this.get(actor, hash);
    const signer = requireSigner({ hash, signature, field: 'signature' }, wallet);
    return this.#add(member, { hash, safe: transaction.safe, signer, signature });
  }

  /** Tries again what has its signatures; what was done already is the answer. Throws LedgerRefusedError as `propose`. */
  async execute(actor: Actor, hash: Hex): Promise<DeskEntry> {
    const { member, transaction } = await this.#open(actor, hash);
    await this.#execution.run(member, hash, transaction.safe);
    return this.get(actor, hash);
  }

  async get(actor: Actor, hash: Hex): Promise<DeskEntry> {
    const { wallet, transaction } = await this.#open(actor, hash);
    const [entry] = await this.#describe(wallet, [transaction]);
    if (entry === undefined) throw unknownTransaction(hash);
    return entry;
  }

  /** What was proposed for a Safe, newest first; for its owners. */
  async list(actor: Actor, safe: Address): Promise<DeskEntry[]> {
    const { wallet } = await this.#enter(actor, safe);
    return this.#describe(wallet, await this.#options.safes.list(safe, MAX_LISTED));
  }

  /** What an executed transaction came to; null before. */
  async outcomeOf(entry: DeskEntry): Promise<RelayedAct | null> {
    if (entry.state !== 'EXECUTED' || entry.transaction === null) return null;
    const receipt = await this.#options.ledger.findReceipt(entry.transaction);
    return receipt === null ? null : toRelayedAct(entry, receipt);
  }

  /** The caller as an owner of the Safe, who sees what the Safe's organizations see. */
  async #enter(
    actor: Actor,
    safe: Address,
  ): Promise<{
    readonly member: Member;
    readonly wallet: SafeWallet;
    readonly seated: readonly Membership[];
  }> {
    const member = requireMember(actor);
    const wallet = await this.#options.wallets.find(safe);
    if (wallet === null) throw new NotFoundError(`Safe ${safe}`);
    if (!wallet.owners.some((owner) => owner === member.address)) {
      throw new ForbiddenError(
        `${member.address} is no owner of the Safe ${safe}. Sign in with the key of an owner.`,
      );
    }
    const seated = membershipsOf(safe, await this.#options.organizations.listByKey(safe));
    return { member: { ...member, memberships: [...member.memberships, ...seated] }, wallet, seated };
  }

  /** A transaction exists for its Safe's owners alone. */
  async #open(actor: Actor, hash: Hex) {
    requireMember(actor);
    const known = await this.#options.safes.find(hash);
    if (known === null) throw unknownTransaction(hash);
    try {
      const entered = await this.#enter(actor, known.safe);
      return { ...entered, transaction: await this.#execution.refresh(known, entered.wallet) };
    } catch (error) {
      if (error instanceof ForbiddenError) throw unknownTransaction(hash);
      throw error;
    }
  }

  async #decode({ to, data }: Pick<Proposal, 'to' | 'data'>): Promise<DecodedAct> {
    const isTooLong = data.length > 2 + 2 * MAX_DATA_BYTES;
    const act = isTooLong ? null : await this.#options.wallets.decodeAct({ to, data });
    if (act === null) {
      throw new BadInputError(
        'input.data',
        `not an act this platform relays (to ${to}). See the contracts of \`deployment\`.`,
      );
    }
    return act;
  }

  async #requireRoom(
    { address, nonce: next }: SafeWallet,
    { nonce, signer }: { readonly nonce: bigint; readonly signer: Address },
  ): Promise<void> {
    if (nonce < next || nonce > next + MAX_AHEAD) {
      throw new BadInputError(
        'input.nonce',
        `is ${nonce}, expected ${next} to ${next + MAX_AHEAD}. Sign again with a nonce that the Safe has not used.`,
      );
    }
    const { safes } = this.#options;
    const waiting = (await safes.listWaiting(address)).filter((proposed) => proposed.nonce >= next);
    const signatures = await safes.listSignatures(waiting.map(({ hash }) => hash));
    if (signatures.filter((signature) => signature.signer === signer).length >= MAX_WAITING) {
      throw new LimitExceededError(
        `At most ${MAX_WAITING} proposals that ${signer} signed wait for one Safe. Execute some of them first.`,
      );
    }
  }

  async #requireRate({ address }: Member): Promise<void> {
    const { safes, clock } = this.#options;
    const since = new Date(clock.now().getTime() - 60_000);
    if ((await safes.countSignaturesSince(address, since)) < MAX_REQUESTS_A_MINUTE) return;
    throw new LimitExceededError(
      `At most ${MAX_REQUESTS_A_MINUTE} signatures a minute are taken from one key. Wait a minute, then go on.`,
    );
  }

  async #add(
    member: Member,
    { safe, ...signed }: Pick<SafeSignature, 'hash' | 'signer' | 'signature'> & { readonly safe: Address },
  ): Promise<DeskEntry> {
    const { safes, clock } = this.#options;
    await this.#requireRate(member);
    await safes.addSignature({ ...signed, sentBy: member.address, sentAt: clock.now() });
    await this.#execution.run(member, signed.hash, safe);
    return this.get(member, signed.hash);
  }

  async #describe(wallet: SafeWallet, known: readonly SafeTransaction[]): Promise<DeskEntry[]> {
    const signatures = await this.#options.safes.listSignatures(known.map(({ hash }) => hash));
    const entries: DeskEntry[] = [];
    for (const before of known) {
      const transaction = await this.#execution.refresh(before, wallet);
      const own = signatures.filter(({ hash }) => hash === transaction.hash);
      const counting = isSettled(transaction) ? own : countingSignatures(own, wallet);
      entries.push({
        ...transaction,
        // What was sent is told once it counts.
        transaction: transaction.state === 'EXECUTED' ? transaction.transaction : null,
        signers: counting.map(({ signer }) => signer),
        threshold: wallet.threshold,
      });
    }
    return entries;
  }

  #chainId(): bigint {
    return this.#options.ledger.deployment().chainId;
  }
}

function requireMember(actor: Actor): Member {
  if (actor.kind === 'anonymous') throw new SignInRequiredError();
  return actor;
}

function unknownTransaction(hash: Hex): NotFoundError {
  return new NotFoundError(`Safe transaction ${hash}`);
}
