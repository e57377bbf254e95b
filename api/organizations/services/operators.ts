import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Actor } from '../../platform/kernel/actor.ts';
import { ForbiddenError, SignInRequiredError } from '../../platform/kernel/errors.ts';
import type { OperatorOffice } from '../ports/operator-office.ts';
import type { RoleLedger } from '../../chain/ports/role-ledger.ts';

export interface OperatorsOptions {
  readonly office: Pick<OperatorOffice, 'holder'>;
  readonly roles: Pick<RoleLedger, 'isAccreditor'>;
}

/**
 * Who looks after the installation: the operator, and for what `require` guards the accreditor too. An organization of kind
 * OPERATOR is shown as who runs the platform and has no power here: the accreditor admits it (ADR 31).
 */
export class Operators {
  readonly #options: OperatorsOptions;

  constructor(options: OperatorsOptions) {
    this.#options = options;
  }

  /** Is it the key that was named operator? */
  isOperator(actor: Actor): boolean {
    return actor.kind !== 'anonymous' && this.#options.office.holder() === actor.address;
  }

  /** @throws SignInRequiredError, ForbiddenError */
  async requireOperator(actor: Actor): Promise<void> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    if (this.isOperator(actor)) return;
    throw new ForbiddenError('This is for the operator alone. Sign in with the operator’s key.');
  }

  /** Does the actor hold one of the two offices? */
  async holdsOffice(actor: Actor): Promise<boolean> {
    return actor.kind !== 'anonymous' && this.isOfficeHolder(actor.address);
  }

  /** The same of a key. */
  async isOfficeHolder(address: Hex): Promise<boolean> {
    const { office, roles } = this.#options;
    return office.holder() === address || roles.isAccreditor(address);
  }

  /** Operator or accreditor. @throws SignInRequiredError, ForbiddenError */
  async require(actor: Actor): Promise<void> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    if (await this.holdsOffice(actor)) return;
    throw new ForbiddenError(
      'This is for the operator and the accreditor. Sign in with a key of one of them.',
    );
  }
}
