import { createHash, randomBytes } from 'node:crypto';
import { SiweMessage } from 'siwe';
import { type Hex, toHex } from '@lanran/protocol/bytes';
import { parseAddress } from '@lanran/protocol/signature';
import { type Actor, ANONYMOUS } from '../domain/actor.ts';
import { BadInputError, NonceUsedError, SignInRequiredError } from '../domain/errors.ts';
import { membershipsOf } from '../domain/memberships.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrganizationStore } from '../ports/organization-store.ts';
import type { NonceStore, SessionStore } from '../ports/session-store.ts';
import { requirePersonalSignature } from './personal-signature.ts';

const NONCE_MINUTES = 10;
const MAX_MESSAGE_LENGTH = 4_000;

export interface SignInOptions {
  readonly nonces: NonceStore;
  readonly sessions: SessionStore;
  readonly organizations: OrganizationStore;
  readonly clock: Clock;
  /** The platform's public address; a message for another site is refused. */
  readonly publicUrl: () => URL;
  readonly chainId: bigint;
  readonly sessionHours: number;
}

export interface IssuedNonce {
  readonly nonce: string;
  readonly expiresAt: Date;
  /** What the EIP-4361 message must say. */
  readonly domain: string;
  readonly uri: string;
}

export interface IssuedSession {
  readonly token: string;
  readonly expiresAt: Date;
  readonly address: Hex;
}

/** Sign-in with Ethereum (EIP-4361): a nonce for one use, then a session that ends by itself. */
export class SignInService {
  readonly #options: SignInOptions;

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  async issueNonce(): Promise<IssuedNonce> {
    const { nonces, clock, publicUrl } = this.#options;
    const nonce = randomBytes(16).toString('hex');
    const expiresAt = new Date(clock.now().getTime() + NONCE_MINUTES * 60_000);
    await nonces.insert(nonce, expiresAt);
    return { nonce, expiresAt, domain: publicUrl().host, uri: publicUrl().origin };
  }

  /** @throws BadInputError, BadSignatureError, NonceUsedError; no session was opened then */
  async signIn(message: string, signature: string): Promise<IssuedSession> {
    const { nonces, sessions, clock, sessionHours } = this.#options;
    const parsed = parseMessage(message);
    this.#requireOurs(parsed);
    const address = parseAddress(parsed.address.toLowerCase());
    requirePersonalSignature({ text: message, address, signature, field: 'signature' });
    if (!(await nonces.take(parsed.nonce, clock.now()))) {
      throw new NonceUsedError(
        'message: its nonce was used before, expired, or is not ours. Ask for a new one, then sign again.',
      );
    }
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(clock.now().getTime() + sessionHours * 3_600_000);
    await sessions.insert({ tokenHash: hashToken(token), address, expiresAt });
    return { token, expiresAt, address };
  }

  async signOut(token: string): Promise<void> {
    await this.#options.sessions.delete(hashToken(token));
  }

  /** Ends every session of the key, on whatever computer. @throws SignInRequiredError */
  async signOutEverywhere(actor: Actor): Promise<void> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    await this.#options.sessions.deleteOf(actor.address);
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

  /** Removes what has expired. */
  async sweep(): Promise<void> {
    const now = this.#options.clock.now();
    await Promise.all([this.#options.nonces.sweep(now), this.#options.sessions.sweep(now)]);
  }

  #requireOurs(message: SiweMessage): void {
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

function parseMessage(message: string): SiweMessage {
  if (message.length > MAX_MESSAGE_LENGTH)
    throw new BadInputError('message', `must have at most ${MAX_MESSAGE_LENGTH} characters.`);
  try {
    return new SiweMessage(message);
  } catch {
    throw new BadInputError('message', 'must be an EIP-4361 message as `createNonce` describes it.');
  }
}

function hashToken(token: string): Hex {
  return toHex(createHash('sha256').update(token).digest());
}
