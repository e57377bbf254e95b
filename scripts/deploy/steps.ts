import { ZeroAddress, type TransactionRequest } from 'ethers';
import { AssetRegistry__factory } from '../../contracts/abi/factories/AssetRegistry__factory.ts';
import { Authority__factory } from '../../contracts/abi/factories/Authority__factory.ts';
import { Calendar__factory } from '../../contracts/abi/factories/Calendar__factory.ts';
import { ConsentRegistry__factory } from '../../contracts/abi/factories/ConsentRegistry__factory.ts';
import { BatchForwarder__factory } from '../../contracts/abi/factories/BatchForwarder__factory.ts';
import { CompatibilityFallbackHandler__factory } from '../../contracts/abi/factories/CompatibilityFallbackHandler__factory.ts';
import { Judgement__factory } from '../../contracts/abi/factories/Judgement__factory.ts';
import { LicenseMarket__factory } from '../../contracts/abi/factories/LicenseMarket__factory.ts';
import { LicenseToken__factory } from '../../contracts/abi/factories/LicenseToken__factory.ts';
import { OfferBook__factory } from '../../contracts/abi/factories/OfferBook__factory.ts';
import { Organizations__factory } from '../../contracts/abi/factories/Organizations__factory.ts';
import { ProvenanceLog__factory } from '../../contracts/abi/factories/ProvenanceLog__factory.ts';
import { SafeL2__factory } from '../../contracts/abi/factories/SafeL2__factory.ts';
import { SafeProxyFactory__factory } from '../../contracts/abi/factories/SafeProxyFactory__factory.ts';
import { TestToken__factory } from '../../contracts/abi/factories/TestToken__factory.ts';
import type { Hex } from '@lanran/protocol/kernel/bytes';

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
  'OfferBook',
  'Calendar',
  // Asks OfferBook for the operator's share when it is made.
  'Judgement',
  // Safe's own, so that a community can have a council of several keys on a chain that has none of them.
  'SafeL2',
  'SafeProxyFactory',
  'CompatibilityFallbackHandler',
  'TestToken',
] as const;
export type ContractName = (typeof CONTRACT_NAMES)[number];

/** Roles of the Authority; 0 is its administrator, whom nobody remains. */
export const ROLES = { accreditor: 1n, operator: 2n, guardian: 3n } as const;
/** The accreditor decides on guardians: else one of them could put the other out and stop sales alone. */
const ROLE_ADMINS: [role: bigint, admin: bigint][] = [
  [ROLES.accreditor, ROLES.accreditor],
  [ROLES.operator, ROLES.operator],
  [ROLES.guardian, ROLES.accreditor],
];
const ADMIN_ROLE = 0n;
const OPERATOR_DELAY_SECONDS = 7 * 86_400;
/** The zero address stands for the chain's own coin. */
const NATIVE_COIN = ZeroAddress;
const FORWARDER_NAME = 'LanranForwarder';

export interface Setup {
  readonly deployer: string;
  readonly relayer: string;
  /** Null while nobody is named. */
  readonly accreditor: string | null;
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
  /** Encoded when it is asked for: a start after the first one only counts the steps. */
  readonly transaction: () => Promise<Pick<TransactionRequest, 'to' | 'data'>>;
}

type Creation = () => Promise<{ data: string }>;

/** Step n is the deployer's transaction n. The last one, all or nothing, hands out the roles and renounces its own; it waits for an accreditor. */
export function planSteps(setup: Setup): Step[] {
  const creations = planCreations(setup);
  const steps: Step[] = [];
  for (const name of CONTRACT_NAMES) {
    const creation = creations[name];
    if (creation !== null) steps.push({ name, transaction: async () => ({ data: (await creation()).data }) });
  }
  const { accreditor, contracts } = setup;
  if (accreditor === null) return steps;
  const encode = async () => ({
    to: contracts.Authority,
    data: encodeRoles({ ...setup, accreditor }),
  });
  return [...steps, { name: 'roles', transaction: encode }];
}

function planCreations(setup: Setup): Record<ContractName, Creation | null> {
  const { contracts } = setup;
  const forwarder = contracts.ERC2771Forwarder;
  const { Authority, Organizations, ProvenanceLog, AssetRegistry, ConsentRegistry } = contracts;
  const { LicenseToken, LicenseMarket, OfferBook, Calendar, Judgement } = contracts;
  const known = { organizations: Organizations, assets: AssetRegistry };
  const paymentTokens =
    setup.paymentTokens ?? (contracts.TestToken === undefined ? [] : [contracts.TestToken]);
  return {
    ERC2771Forwarder: async () => new BatchForwarder__factory().getDeployTransaction(FORWARDER_NAME),
    Authority: async () =>
      new Authority__factory().getDeployTransaction(forwarder, setup.deployer, setup.admissionDelaySeconds),
    ProvenanceLog: async () =>
      new ProvenanceLog__factory().getDeployTransaction(forwarder, Authority, setup.logId, setup.relayer),
    Organizations: async () =>
      new Organizations__factory().getDeployTransaction(forwarder, Authority, ProvenanceLog),
    AssetRegistry: async () =>
      new AssetRegistry__factory().getDeployTransaction(forwarder, Authority, Organizations, ProvenanceLog),
    ConsentRegistry: async () =>
      new ConsentRegistry__factory().getDeployTransaction(forwarder, Organizations, AssetRegistry, Judgement),
    LicenseToken: async () =>
      new LicenseToken__factory().getDeployTransaction(forwarder, {
        ...known,
        calendar: Calendar,
        market: LicenseMarket,
      }),
    LicenseMarket: async () =>
      new LicenseMarket__factory().getDeployTransaction(forwarder, {
        ...known,
        book: OfferBook,
        judgement: Judgement,
        licenses: LicenseToken,
        operatorPayout: setup.operatorPayout,
      }),
    OfferBook: async () =>
      new OfferBook__factory().getDeployTransaction(forwarder, {
        ...known,
        consents: ConsentRegistry,
        judgement: Judgement,
        operatorShareBps: setup.operatorShareBps,
        paymentTokens: [...paymentTokens, NATIVE_COIN],
      }),
    Calendar: async () => new Calendar__factory().getDeployTransaction(Judgement, LicenseToken),
    Judgement: async () =>
      new Judgement__factory().getDeployTransaction(forwarder, Authority, {
        ...known,
        book: OfferBook,
        calendar: Calendar,
        consents: ConsentRegistry,
        licenses: LicenseToken,
        market: LicenseMarket,
        territoriesHash: setup.territoriesHash,
      }),
    SafeL2: async () => new SafeL2__factory().getDeployTransaction(),
    SafeProxyFactory: async () => new SafeProxyFactory__factory().getDeployTransaction(),
    CompatibilityFallbackHandler: async () =>
      new CompatibilityFallbackHandler__factory().getDeployTransaction(),
    TestToken:
      setup.paymentTokens === null
        ? async () => new TestToken__factory().getDeployTransaction(forwarder)
        : null,
  };
}

/** One `multicall`: there is no block in which the deployer is done but still an administrator. */
function encodeRoles({
  contracts,
  deployer,
  relayer,
  accreditor,
  admissionDelaySeconds,
}: Setup & { readonly accreditor: string }): string {
  const authority = Authority__factory.createInterface();
  const organizations = Organizations__factory.createInterface();
  const assets = AssetRegistry__factory.createInterface();
  const log = ProvenanceLog__factory.createInterface();
  const judgement = Judgement__factory.createInterface();
  const restricted: [target: string, selectors: string[], role: bigint][] = [
    [
      contracts.Organizations,
      [
        organizations.getFunction('admit').selector,
        organizations.getFunction('proposeCouncil').selector,
        organizations.getFunction('suspend').selector,
        organizations.getFunction('liftSuspension').selector,
      ],
      ROLES.accreditor,
    ],
    [
      contracts.AssetRegistry,
      [assets.getFunction('resolveDispute').selector, assets.getFunction('allowDispute').selector],
      ROLES.accreditor,
    ],
    [contracts.ProvenanceLog, [log.getFunction('setSealer').selector], ROLES.operator],
    [
      contracts.Judgement,
      [judgement.getFunction('pause').selector, judgement.getFunction('resume').selector],
      ROLES.guardian,
    ],
  ];
  return authority.encodeFunctionData('multicall', [
    [
      ...Object.entries(ROLES).map(([name, role]) => authority.encodeFunctionData('labelRole', [role, name])),
      ...restricted.map((rule) => authority.encodeFunctionData('setTargetFunctionRole', rule)),
      authority.encodeFunctionData('grantRole', [ROLES.accreditor, accreditor, admissionDelaySeconds]),
      authority.encodeFunctionData('grantRole', [ROLES.operator, relayer, OPERATOR_DELAY_SECONDS]),
      // Both may stop sales at once: a brake that waits seven days is none.
      authority.encodeFunctionData('grantRole', [ROLES.guardian, accreditor, 0]),
      authority.encodeFunctionData('grantRole', [ROLES.guardian, relayer, 0]),
      ...ROLE_ADMINS.map((rule) => authority.encodeFunctionData('setRoleAdmin', rule)),
      authority.encodeFunctionData('renounceRole', [ADMIN_ROLE, deployer]),
    ],
  ]);
}
