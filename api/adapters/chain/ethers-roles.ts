import type { ContractRunner } from 'ethers';
import type { Hex } from '@lanran/protocol/bytes';
import { Authority__factory } from '../../../contracts/abi/factories/Authority__factory.ts';
import type { Deployment } from '../../ports/ledger.ts';
import type { RoleLedger } from '../../ports/role-ledger.ts';
import { askChain } from './chain-failure.ts';
import type { KnownContract } from './platform-contracts.ts';
import { MissingContractError } from './platform-contracts.ts';

/** Authority.sol: 1 accreditor, 2 operator, 3 guardian. */
const ACCREDITOR = 1n;

export interface EthersRolesOptions {
  readonly deployment: Deployment;
  readonly runner: ContractRunner;
  /** For the reasons in refusals. */
  readonly known: readonly KnownContract[];
}

/** The Authority contract's roles. */
export class EthersRoles implements RoleLedger {
  readonly #options: EthersRolesOptions;

  constructor(options: EthersRolesOptions) {
    this.#options = options;
  }

  async isAccreditor(address: Hex): Promise<boolean> {
    const { deployment, runner, known } = this.#options;
    const at = deployment.contracts['Authority'];
    if (at === undefined)
      throw new MissingContractError('The deployment names no Authority. Run scripts/deploy again.');
    const [isMember] = await askChain(known, () =>
      Authority__factory.connect(at, runner).hasRole(ACCREDITOR, address),
    );
    return isMember;
  }
}
