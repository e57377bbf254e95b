import type { Provider } from 'ethers';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { Authority__factory } from '../../../contracts/abi/factories/Authority__factory.ts';
import type { Deployment } from '../ports/ledger.ts';
import type { RoleLedger } from '../ports/role-ledger.ts';
import { askChain } from './chain-failure.ts';
import { type KnownContract, MissingContractError } from './platform-contracts.ts';

/** Authority.sol: 1 accreditor, 2 operator, 3 guardian. */
const ACCREDITOR = 1n;
const ROLES = [ACCREDITOR, 2n, 3n];
/** Blocks at the end of what was read that are read again, since a chain may still replace them. */
const REREAD_BLOCKS = 64;

export interface EthersRolesOptions {
  readonly deployment: Deployment;
  readonly provider: Provider;
  /** For the reasons in refusals. */
  readonly known: readonly KnownContract[];
}

/** The Authority contract's roles. */
export class EthersRoles implements RoleLedger {
  readonly #options: EthersRolesOptions;
  /** Who was ever given the accreditor's role, the last one last; each question reads the newest blocks alone. */
  #granted: readonly Hex[] = [];
  #nextBlock = 0;

  constructor(options: EthersRolesOptions) {
    this.#options = options;
  }

  async isAccreditor(address: Hex): Promise<boolean> {
    return askChain(this.#options.known, () => this.#holds(ACCREDITOR, address));
  }

  async hasRole(address: Hex): Promise<boolean> {
    const held = () => Promise.all(ROLES.map((role) => this.#holds(role, address)));
    return (await askChain(this.#options.known, held)).includes(true);
  }

  async accreditor(): Promise<Hex | null> {
    return (await this.#accreditors())[0] ?? null;
  }

  async accreditorSuccessor(): Promise<Hex | null> {
    return (await this.#accreditors()).slice(1).at(-1) ?? null;
  }

  /** Who has the role now, in the order in which it was given. */
  async #accreditors(): Promise<Hex[]> {
    return askChain(this.#options.known, async () => {
      await this.#readGrants();
      const answers = await Promise.all(
        this.#granted.map(async (address) => ({
          address,
          isMember: await this.#holds(ACCREDITOR, address),
        })),
      );
      return answers.filter(({ isMember }) => isMember).map(({ address }) => address);
    });
  }

  async #readGrants(): Promise<void> {
    const authority = this.#authority();
    const latest = await this.#options.provider.getBlockNumber();
    const from = Math.max(0, this.#nextBlock - REREAD_BLOCKS);
    const grants = await authority.queryFilter(authority.filters.RoleGranted(ACCREDITOR), from, latest);
    // A grant to who has the role already changes its delay alone. ethers gives checksummed addresses.
    const found = grants
      .filter(({ args }) => args.newMember)
      .map(({ args }) => args.account.toLowerCase() as Hex);
    const latestOfEach = found.filter((address, at) => found.lastIndexOf(address) === at);
    this.#granted = [...this.#granted.filter((address) => !found.includes(address)), ...latestOfEach];
    this.#nextBlock = Math.max(this.#nextBlock, latest + 1);
  }

  async #holds(role: bigint, address: string): Promise<boolean> {
    const { isMember } = await this.#authority().hasRole(role, address);
    return isMember;
  }

  #authority() {
    const { deployment, provider } = this.#options;
    const address = deployment.contracts['Authority'];
    if (address === undefined)
      throw new MissingContractError('The deployment names no Authority. Run scripts/deploy again.');
    return Authority__factory.connect(address, provider);
  }
}
