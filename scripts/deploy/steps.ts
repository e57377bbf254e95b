import type { TransactionRequest } from 'ethers';
import { AssetRegistry__factory } from '../../contracts/abi/factories/AssetRegistry__factory.ts';
import { Authority__factory } from '../../contracts/abi/factories/Authority__factory.ts';
import { ConsentRegistry__factory } from '../../contracts/abi/factories/ConsentRegistry__factory.ts';
import { ERC2771Forwarder__factory } from '../../contracts/abi/factories/ERC2771Forwarder__factory.ts';
import { LicenseMarket__factory } from '../../contracts/abi/factories/LicenseMarket__factory.ts';
import { LicenseToken__factory } from '../../contracts/abi/factories/LicenseToken__factory.ts';
import { Organizations__factory } from '../../contracts/abi/factories/Organizations__factory.ts';
import { ProvenanceLog__factory } from '../../contracts/abi/factories/ProvenanceLog__factory.ts';
import { TestToken__factory } from '../../contracts/abi/factories/TestToken__factory.ts';
import type { Hex } from '@lanran/protocol/bytes';

/** In the order of deployment; a contract's place is its nonce, so new ones go to the end, before TestToken. */
export const CONTRACT_NAMES = [
  'ERC2771Forwarder',
  'Authority',
  'ProvenanceLog',
  'Organizations',
  'AssetRegistry',
  'ConsentRegistry',
  'LicenseToken',
  'LicenseMarket',
  'TestToken',
] as const;
export type ContractName = (typeof CONTRACT_NAMES)[number];

/** Roles of the Authority; 0 is its administrator, whom nobody remains. */
export const ROLES = { accreditor: 1n, operator: 2n } as const;
const ADMIN_ROLE = 0n;
const OPERATOR_DELAY_SECONDS = 7 * 86_400;
const FORWARDER_NAME = 'LanranForwarder';

export interface Setup {
  readonly deployer: string;
  readonly relayer: string;
  readonly accreditor: string;
  readonly logId: Hex;
  readonly operatorPayout: string;
  readonly operatorShareBps: number;
  readonly admissionDelaySeconds: number;
  /** null: deploy and accept TestToken. */
  readonly paymentTokens: readonly string[] | null;
  readonly territoriesHash: Hex;
  /** Addresses that follow from the deployer's nonces. */
  readonly contracts: Readonly<
    Partial<Record<ContractName, string>> & Record<Exclude<ContractName, 'TestToken'>, string>
  >;
}

export interface Step {
  readonly name: string;
  readonly transaction: Pick<TransactionRequest, 'to' | 'data'>;
}

type Creation = Promise<{ data: string }>;

/** Step n is the deployer's transaction n. The last one, all or nothing, hands out the roles and renounces its own. */
export async function planSteps(setup: Setup): Promise<Step[]> {
  const creations = planCreations(setup);
  const steps: Step[] = [];
  for (const name of CONTRACT_NAMES) {
    const creation = creations[name];
    if (creation !== null) steps.push({ name, transaction: { data: (await creation).data } });
  }
  return [
    ...steps,
    { name: 'roles', transaction: { to: setup.contracts.Authority, data: encodeRoles(setup) } },
  ];
}

function planCreations(setup: Setup): Record<ContractName, Creation | null> {
  const { contracts } = setup;
  const forwarder = contracts.ERC2771Forwarder;
  const { Authority, Organizations, ProvenanceLog, AssetRegistry, ConsentRegistry, LicenseToken } = contracts;
  const sale = {
    organizations: Organizations,
    assets: AssetRegistry,
    consents: ConsentRegistry,
    licenses: LicenseToken,
    operatorPayout: setup.operatorPayout,
    operatorShareBps: setup.operatorShareBps,
    territoriesHash: setup.territoriesHash,
    paymentTokens: [
      ...(setup.paymentTokens ?? (contracts.TestToken === undefined ? [] : [contracts.TestToken])),
    ],
  };
  return {
    ERC2771Forwarder: new ERC2771Forwarder__factory().getDeployTransaction(FORWARDER_NAME),
    Authority: new Authority__factory().getDeployTransaction(forwarder, setup.deployer),
    ProvenanceLog: new ProvenanceLog__factory().getDeployTransaction(
      forwarder,
      Authority,
      setup.logId,
      setup.relayer,
    ),
    Organizations: new Organizations__factory().getDeployTransaction(forwarder, Authority, ProvenanceLog),
    AssetRegistry: new AssetRegistry__factory().getDeployTransaction(forwarder, Organizations, ProvenanceLog),
    ConsentRegistry: new ConsentRegistry__factory().getDeployTransaction(
      forwarder,
      Organizations,
      AssetRegistry,
    ),
    LicenseToken: new LicenseToken__factory().getDeployTransaction(forwarder, contracts.LicenseMarket),
    LicenseMarket: new LicenseMarket__factory().getDeployTransaction(forwarder, sale),
    TestToken: setup.paymentTokens === null ? new TestToken__factory().getDeployTransaction(forwarder) : null,
  };
}

/** One `multicall`: there is no block in which the deployer is done but still an administrator. */
function encodeRoles({ contracts, deployer, relayer, accreditor, admissionDelaySeconds }: Setup): string {
  const authority = Authority__factory.createInterface();
  const admit = Organizations__factory.createInterface().getFunction('admit').selector;
  const setSealer = ProvenanceLog__factory.createInterface().getFunction('setSealer').selector;
  return authority.encodeFunctionData('multicall', [
    [
      authority.encodeFunctionData('labelRole', [ROLES.accreditor, 'accreditor']),
      authority.encodeFunctionData('labelRole', [ROLES.operator, 'operator']),
      authority.encodeFunctionData('setTargetFunctionRole', [
        contracts.Organizations,
        [admit],
        ROLES.accreditor,
      ]),
      authority.encodeFunctionData('setTargetFunctionRole', [
        contracts.ProvenanceLog,
        [setSealer],
        ROLES.operator,
      ]),
      authority.encodeFunctionData('grantRole', [ROLES.accreditor, accreditor, admissionDelaySeconds]),
      authority.encodeFunctionData('grantRole', [ROLES.operator, relayer, OPERATOR_DELAY_SECONDS]),
      authority.encodeFunctionData('setRoleAdmin', [ROLES.accreditor, ROLES.accreditor]),
      authority.encodeFunctionData('setRoleAdmin', [ROLES.operator, ROLES.operator]),
      authority.encodeFunctionData('renounceRole', [ADMIN_ROLE, deployer]),
    ],
  ]);
}
