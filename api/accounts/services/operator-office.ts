import { operatorAcceptText, operatorHandOnText, operatorText } from '@lanran/protocol/accounts/account';
import type { LogId } from '@lanran/protocol/kernel/ids';
import { type Address, parseAddress } from '@lanran/protocol/kernel/signature';
import type { Actor } from '../../platform/kernel/actor.ts';
import {
  BadInputError,
  ConflictError,
  ForbiddenError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import type { OperatorOffice } from '../../organizations/ports/operator-office.ts';
import type { Naming } from './first-start.ts';
import { isToken } from './link-token.ts';
import { requirePersonalSignature } from './personal-signature.ts';

export interface OperatorOfficeOptions {
  /** Null where whoever composed the platform keeps none. */
  readonly office: OperatorOffice | null;
  readonly logId: LogId;
}

export interface HandingOn {
  readonly successor: string;
  readonly signature: string;
}

/** Names the operator by a one-time link, and lets it hand its office on. No wait between look and record. */
export class OperatorOfficeService {
  readonly #options: OperatorOfficeOptions;

  constructor(options: OperatorOfficeOptions) {
    this.#options = options;
  }

  holder(): Address | null {
    return this.#options.office?.holder() ?? null;
  }

  successor(): Address | null {
    return this.#options.office?.successor() ?? null;
  }

  /** Is it the token of the operator's link, used or not? */
  opens(token: string): boolean {
    const { office } = this.#options;
    return office !== null && isToken(token, office.tokenHash());
  }

  /** The same key twice is once. @throws BadInputError, BadSignatureError, ConflictError */
  name({ token, address: text, signature }: Naming): void {
    const { office, logId } = this.#options;
    if (office === null || !this.opens(token))
      throw new BadInputError(
        'token',
        'is not the one of this installation. Open the link that `npm start` printed for the operator, whole.',
      );
    const address = parseAddress(text.toLowerCase(), 'address');
    const signed = { text: operatorText({ logId, address }), address, signature, field: 'signature' };
    requirePersonalSignature(signed);
    const holder = office.holder();
    if (holder === address) return;
    if (holder !== null)
      throw new ConflictError(
        `The operator is named: ${holder}. The link is used. Sign in with that key, or run on the platform's machine: lanran operator reset --data-dir DIR`,
      );
    office.record({ holder: address, successor: null });
  }

  /** Asks a key to follow. Whoever was asked before no longer is. @throws ForbiddenError, BadInputError, BadSignatureError */
  handOn(actor: Actor, { successor: text, signature }: HandingOn): void {
    const { office, holder } = this.#requireHolder(actor);
    const successor = parseAddress(text.toLowerCase(), 'successor');
    if (successor === holder)
      throw new BadInputError('successor', 'is the present operator. Name the address of another key.');
    requirePersonalSignature({
      text: operatorHandOnText({ logId: this.#options.logId, holder, successor }),
      address: holder,
      signature,
      field: 'signature',
    });
    office.record({ holder, successor });
  }

  /** Nobody is asked to follow any longer. @throws ForbiddenError */
  takeBack(actor: Actor): void {
    const { office, holder } = this.#requireHolder(actor);
    if (office.successor() !== null) office.record({ holder, successor: null });
  }

  /** The key that was asked takes the office. Twice is once. @throws ForbiddenError, BadSignatureError */
  accept(actor: Actor, signature: string): void {
    const { office, holder, caller } = this.#requireNamed(actor);
    if (caller === holder) return;
    const successor = office.successor();
    if (successor === null || successor !== caller)
      throw new ForbiddenError(
        'Your key is not asked to be the operator. The present operator names it first: lanran operator hand-on ADDRESS',
      );
    requirePersonalSignature({
      text: operatorAcceptText({ logId: this.#options.logId, holder, successor }),
      address: successor,
      signature,
      field: 'signature',
    });
    office.record({ holder: successor, successor: null });
  }

  #requireHolder(actor: Actor): { readonly office: OperatorOffice; readonly holder: Address } {
    const { office, holder, caller } = this.#requireNamed(actor);
    if (caller === holder) return { office, holder };
    throw new ForbiddenError(
      'Only the key that is the operator hands the office on. Sign in with that key; lanran whoami says what yours is.',
    );
  }

  #requireNamed(actor: Actor) {
    const { office } = this.#options;
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const holder = office?.holder() ?? null;
    if (office === null || holder === null)
      throw new ConflictError(
        'Nobody is the operator yet. Open the link that `npm start` printed for the operator.',
      );
    return { office, holder, caller: actor.address };
  }
}
