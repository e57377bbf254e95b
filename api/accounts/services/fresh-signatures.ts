import { type BackupAct, backupActText } from '@lanran/protocol/accounts/backup-act';
import type { LogId } from '@lanran/protocol/kernel/ids';
import { type Address, parseAddress } from '@lanran/protocol/kernel/signature';
import { type Actor } from '../../platform/kernel/actor.ts';
import { NonceUsedError, SignInRequiredError } from '../../platform/kernel/errors.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import { requirePersonalSignature } from './personal-signature.ts';
import type { SignInNonces } from './sign-in-nonces.ts';

export interface FreshSignaturesOptions {
  readonly nonces: Pick<SignInNonces, 'use'>;
  readonly clock: Clock;
  readonly logId: LogId;
  /** The platform's public address; a signature for another site is refused. */
  readonly publicUrl: () => URL;
}

/** The signature of one act, over a nonce of `createNonce`. */
export interface FreshSignature {
  readonly nonce: string;
  readonly signature: string;
}

/** Proof that the key itself is at hand, for acts that a session alone must not do. Good once, as long as its nonce. */
export class FreshSignatures {
  readonly #options: FreshSignaturesOptions;

  constructor(options: FreshSignaturesOptions) {
    this.#options = options;
  }

  /** @returns whose it is. @throws SignInRequiredError, BadSignatureError, NonceUsedError */
  async require(actor: Actor, act: BackupAct, { nonce, signature }: FreshSignature): Promise<Address> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const { nonces, clock, logId, publicUrl } = this.#options;
    const address = parseAddress(actor.address);
    requirePersonalSignature({
      text: backupActText(act, { logId, site: publicUrl().host, nonce }),
      address,
      signature,
      field: 'signed.signature',
    });
    if (await nonces.use(nonce, clock.now())) return address;
    throw new NonceUsedError(
      'signed: its nonce was used before, expired, or is not ours. Ask for a new one, then sign again.',
    );
  }
}
