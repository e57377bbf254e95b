import { createHash, randomBytes } from 'node:crypto';
import { ParsedMessage } from '@spruceid/siwe-parser';
import { type Hex, toHex } from '@lanran/protocol/kernel/bytes';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { type Actor, ANONYMOUS } from '../../platform/kernel/actor.ts';
import {
  BadInputError,
  DomainError,
  type DomainErrorCode,
  NonceUsedError,
  SignInRequiredError,
  TooManyRequestsError,
} from '../../platform/kernel/errors.ts';
import { membershipsOf } from '../../organizations/domain/memberships.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { SessionStore, UsedNonceStore } from '../ports/session-store.ts';
import type { Limit } from '../../platform/kernel/limit.ts';
import { requirePersonalSignature } from './personal-signature.ts';
import { SignInNonces } from './sign-in-nonces.ts';
import { KEPT_MS, RecentAnswers } from '../../platform/concurrency/recent-answers.ts';

/** For another process a used nonce may not have expired yet. */
const CLOCKS_DIFFER_MS = 3_600_000;
/** What a wrong message, signature or nonce is refused with. */
const WRONG: ReadonlySet<DomainErrorCode> = new Set(['BAD_INPUT', 'BAD_SIGNATURE', 'NONCE_USED']);
const MAX_MESSAGE_LENGTH = 4_000;

export interface SignInOptions {
  readonly nonces: UsedNonceStore;
  /** Makes nonces; the same for all API processes. */
  readonly nonceKey: Uint8Array;
  readonly sessions: SessionStore;
  readonly organizations: OrganizationStore;
  readonly clock: Clock;
  /** The platform's public address; a message for another site is refused. */
  readonly publicUrl: () => URL;
  readonly chainId: bigint;
  readonly sessionHours: number;
  readonly limits: {
    /** Wrong messages, signatures and nonces, by network. */
    readonly failures: Limit;
    /** Sessions of keys that are of no organization, by network: such keys cost nothing, and each session is stored. */
    readonly unknownKeys: Limit;
    /** Operator and accreditor need be of no organization. */
    readonly isOfficeHolder: (address: Hex) => Promise<boolean>;
  };
}

export interface IssuedNonce {
  readonly nonce: string;
  readonly expiresAt: Date;
  /** What the EIP-4361 message must say. */
  readonly domain: string;
  readonly uri: string;
}

export interface SignInProof {
  /** As EIP-4361 writes it. */
  readonly message: string;
  readonly signature: string;
}

export interface IssuedSession {
  readonly token: string;
  readonly expiresAt: Date;
  readonly address: Hex;
}

/** Sign-in with Ethereum (EIP-4361): a nonce for one use, then a session that ends by itself. */
export class SignInService {
  readonly #options: SignInOptions;
  readonly #nonces: SignInNonces;
  /** By the hash of the token. */
  readonly #recent = new RecentAnswers<Actor>();

  constructor(options: SignInOptions) {
    this.#options = options;
    this.#nonces = new SignInNonces({ key: options.nonceKey, used: options.nonces });
  }

  /** Stores nothing. */
  issueNonce(): IssuedNonce {
    const { clock, publicUrl } = this.#options;
    return { ...this.#nonces.issue(clock.now()), domain: publicUrl().host, uri: publicUrl().origin };
  }

  /**
   * Only wrong tries count, so that a right one is never refused for those of others (ADR 33).
   * @param network of the caller
   * @throws BadInputError, BadSignatureError, NonceUsedError, TooManyRequestsError; no session was opened then
   */
  async signIn(network: string, proof: SignInProof): Promise<IssuedSession> {
    try {
      return await this.#signIn(network, proof);
    } catch (error) {
      const isWrong = error instanceof DomainError && WRONG.has(error.code);
      if (!isWrong || (await this.#options.limits.failures.take(network))) throw error;
      throw new TooManyRequestsError(
        'Too many failed sign-ins from your network. A right signature still signs in; wait some minutes before you try others.',
        { cause: error },
      );
    }
  }

  async #signIn(network: string, { message, signature }: SignInProof): Promise<IssuedSession> {
    const { sessions, organizations, clock, sessionHours, limits } = this.#options;
    const parsed = parseMessage(message);
    this.#requireOurs(parsed);
    // Before the signature, which costs more to check.
    if (!this.#nonces.isCurrent(parsed.nonce, clock.now())) throw nonceUsed();
    const address = parseAddress(parsed.address.toLowerCase());
    requirePersonalSignature({ text: message, address, signature, field: 'signature' });
    const isUnknown = (await organizations.listByKey(address)).length === 0;
    if (isUnknown && !(await limits.unknownKeys.take(network)) && !(await limits.isOfficeHolder(address)))
      throw new TooManyRequestsError(
        'Too many new keys sign in from your network. Wait some minutes, then sign in again; keys of an organization are not held up.',
      );
    if (!(await this.#nonces.use(parsed.nonce, clock.now()))) throw nonceUsed();
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(clock.now().getTime() + sessionHours * 3_600_000);
    await sessions.insert({ tokenHash: hashToken(token), address, expiresAt });
    return { token, expiresAt, address };
  }

  async signOut(token: string): Promise<void> {
    const tokenHash = hashToken(token);
    await this.#options.sessions.delete(tokenHash);
    this.#recent.forget(tokenHash);
  }

  /** Ends every session of the key, on whatever computer. @throws SignInRequiredError */
  async signOutEverywhere(actor: Actor): Promise<void> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    await this.#options.sessions.deleteOf(actor.address);
    this.#recent.forgetAll();
  }

  /** Who a token stands for. @throws SignInRequiredError when it is unknown, expired or revoked */
  async authenticate(token: string | null): Promise<Actor> {
    if (token === null) return ANONYMOUS;
    const { sessions, organizations, clock } = this.#options;
    const session = await sessions.find(hashToken(token));
    if (session === null || session.expiresAt <= clock.now()) throw new SignInRequiredError();
    const { address } = session;
    return {
      kind: 'member',
      address,
      memberships: membershipsOf(address, await organizations.listByKey(address)),
    };
  }

  /** As `authenticate`, as it was at most a second ago, for who sends many requests in a row. A session that is ended here ends at once. */
  authenticateLately(token: string): Promise<Actor> {
    return this.#recent.find(hashToken(token), KEPT_MS, () => this.authenticate(token));
  }

  /** Removes what has expired. */
  async sweep(): Promise<void> {
    const now = this.#options.clock.now();
    const overForAll = new Date(now.getTime() - CLOCKS_DIFFER_MS);
    await Promise.all([this.#options.nonces.sweep(overForAll), this.#options.sessions.sweep(now)]);
  }

  #requireOurs(message: ParsedMessage): void {
    const { publicUrl, chainId, clock } = this.#options;
    if (message.domain !== publicUrl().host) {
      throw new BadInputError(
        'message.domain',
        `is ${message.domain}, expected ${publicUrl().host}. Sign in at the site you mean to.`,
      );
    }
    if (message.uri !== publicUrl().origin) {
      throw new BadInputError('message.uri', `is ${message.uri}, expected ${publicUrl().origin}.`);
    }
    if (BigInt(message.chainId) !== chainId) {
      throw new BadInputError('message.chainId', `is ${message.chainId}, expected ${chainId}.`);
    }
    const { expirationTime, notBefore } = message;
    const now = clock.now();
    if (expirationTime !== undefined && new Date(expirationTime) <= now) {
      throw new BadInputError('message.expirationTime', 'has passed. Sign in again.');
    }
    if (notBefore !== undefined && new Date(notBefore) > now) {
      throw new BadInputError('message.notBefore', 'is still to come. Check the clock of your machine.');
    }
  }
}

function nonceUsed(): NonceUsedError {
  return new NonceUsedError(
    'message: its nonce was used before, expired, or is not ours. Ask for a new one, then sign again.',
  );
}

function parseMessage(message: string): ParsedMessage {
  if (message.length > MAX_MESSAGE_LENGTH)
    throw new BadInputError('message', `must have at most ${MAX_MESSAGE_LENGTH} characters.`);
  try {
    return new ParsedMessage(message);
  } catch {
    throw new BadInputError('message', 'must be an EIP-4361 message as `createNonce` describes it.');
  }
}

function hashToken(token: string): Hex {
  return toHex(createHash('sha256').update(token).digest());
}
