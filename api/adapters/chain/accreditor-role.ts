import type { Hex } from '@lanran/protocol/bytes';
import { Authority__factory } from '../../../contracts/abi/factories/Authority__factory.ts';
import type { Deployment } from '../../ports/ledger.ts';
import type { ContractRunner } from 'ethers';
import { MissingContractError } from './platform-contracts.ts';

/** As the deployment numbers the roles of the Authority. */
const ACCREDITOR = 1n;

function authorityOf({ contracts }: Deployment, runner: ContractRunner) {
  const address = contracts['Authority'];
  if (address === undefined)
    throw new MissingContractError('The deployment names no Authority. Run scripts/deploy again.');
  return Authority__factory.connect(address, runner);
}

export async function hasAccreditorRole(
  deployment: Deployment,
  runner: ContractRunner,
  address: Hex,
): Promise<boolean> {
  return (await authorityOf(deployment, runner).hasRole(ACCREDITOR, address)).isMember;
}

/** Who was given the role last and has it still; null while nobody has it. */
export async function readAccreditor(deployment: Deployment, runner: ContractRunner): Promise<Hex | null> {
  const authority = authorityOf(deployment, runner);
  const grants = await authority.queryFilter(authority.filters.RoleGranted(ACCREDITOR));
  for (const { args } of grants.reverse()) {
    // ethers gives checksummed addresses.
    if ((await authority.hasRole(ACCREDITOR, args.account)).isMember)
      return args.account.toLowerCase() as Hex;
  }
  return null;
}
