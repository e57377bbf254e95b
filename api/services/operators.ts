import type { Actor } from '../domain/actor.ts';
import { ForbiddenError, SignInRequiredError } from '../domain/errors.ts';
import type { RoleLedger } from '../ports/role-ledger.ts';

/** Who looks after the installation: members of an operator organization, and the accreditor. */
export class Operators {
  readonly #roles: Pick<RoleLedger, 'isAccreditor'>;

  constructor(roles: Pick<RoleLedger, 'isAccreditor'>) {
    this.#roles = roles;
  }

  /** @throws SignInRequiredError, ForbiddenError */
  async require(actor: Actor): Promise<void> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    if (actor.memberships.some(({ kind }) => kind === 'OPERATOR')) return;
    if (await this.#roles.isAccreditor(actor.address)) return;
    throw new ForbiddenError(
      'This is for the operator and the accreditor. Sign in with a key of one of them.',
    );
  }
}
