import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { UsedNonceStore } from '../ports/session-store.ts';

const LASTS_SECONDS = 600;
/** Hex: the second at which it expires (4 bytes), 8 random bytes, 16 bytes of HMAC-SHA256 over both. */
const NONCE = /^([0-9a-f]{8})[0-9a-f]{16}([0-9a-f]{32})$/;
const STATED_LENGTH = 24;

export interface SignInNoncesOptions {
  readonly key: Uint8Array;
  readonly used: UsedNonceStore;
}

/** Nonces that say by themselves whose they are and until when: only used ones are stored, so that asking costs nothing (ADR 33). */
export class SignInNonces {
  readonly #options: SignInNoncesOptions;

  constructor(options: SignInNoncesOptions) {
    this.#options = options;
  }

  issue(now: Date): { readonly nonce: string; readonly expiresAt: Date } {
    const second = Math.ceil(now.getTime() / 1_000) + LASTS_SECONDS;
    const stated = second.toString(16).padStart(8, '0') + randomBytes(8).toString('hex');
    return { nonce: stated + this.#tagOf(stated).toString('hex'), expiresAt: dateOf(second) };
  }

  /** Ours, and not expired; it may be used already. */
  isCurrent(nonce: string, now: Date): boolean {
    const expiresAt = this.#expiryOf(nonce);
    return expiresAt !== null && now < expiresAt;
  }

  /** True for exactly one caller, and only before it expires. */
  async use(nonce: string, now: Date): Promise<boolean> {
    const expiresAt = this.#expiryOf(nonce);
    if (expiresAt === null || now >= expiresAt) return false;
    return this.#options.used.use(nonce, expiresAt);
  }

  /** Null for a nonce that is not ours. */
  #expiryOf(nonce: string): Date | null {
    const [, second = '', tag = ''] = NONCE.exec(nonce) ?? [];
    if (tag === '') return null;
    const isOurs = timingSafeEqual(Buffer.from(tag, 'hex'), this.#tagOf(nonce.slice(0, STATED_LENGTH)));
    return isOurs ? dateOf(parseInt(second, 16)) : null;
  }

  #tagOf(stated: string): Buffer {
    return createHmac('sha256', this.#options.key).update(stated).digest().subarray(0, 16);
  }
}

function dateOf(second: number): Date {
  return new Date(second * 1_000);
}
