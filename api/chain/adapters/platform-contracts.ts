import type { ContractRunner, Interface } from 'ethers';
import { AssetRegistry__factory } from '../../../contracts/abi/factories/AssetRegistry__factory.ts';
import { Authority__factory } from '../../../contracts/abi/factories/Authority__factory.ts';
import { BatchForwarder__factory } from '../../../contracts/abi/factories/BatchForwarder__factory.ts';
import { Calendar__factory } from '../../../contracts/abi/factories/Calendar__factory.ts';
import { ConsentRegistry__factory } from '../../../contracts/abi/factories/ConsentRegistry__factory.ts';
import { Judgement__factory } from '../../../contracts/abi/factories/Judgement__factory.ts';
import { LicenseMarket__factory } from '../../../contracts/abi/factories/LicenseMarket__factory.ts';
import { LicenseToken__factory } from '../../../contracts/abi/factories/LicenseToken__factory.ts';
import { OfferBook__factory } from '../../../contracts/abi/factories/OfferBook__factory.ts';
import { Organizations__factory } from '../../../contracts/abi/factories/Organizations__factory.ts';
import { ProvenanceLog__factory } from '../../../contracts/abi/factories/ProvenanceLog__factory.ts';
import { TestToken__factory } from '../../../contracts/abi/factories/TestToken__factory.ts';
import { UnitOfAccount__factory } from '../../../contracts/abi/factories/UnitOfAccount__factory.ts';
import { isInvoicedOnly } from '@lanran/protocol/licensing/currencies';
import type { Deployment } from '../ports/ledger.ts';

const FACTORIES = {
  AssetRegistry: AssetRegistry__factory,
  Authority: Authority__factory,
  Calendar: Calendar__factory,
  ConsentRegistry: ConsentRegistry__factory,
  // Older installations have OpenZeppelin's alone, without batches.
  ERC2771Forwarder: BatchForwarder__factory,
  Judgement: Judgement__factory,
  LicenseMarket: LicenseMarket__factory,
  LicenseToken: LicenseToken__factory,
  OfferBook: OfferBook__factory,
  Organizations: Organizations__factory,
  ProvenanceLog: ProvenanceLog__factory,
  TestToken: TestToken__factory,
  UnitOfAccount: UnitOfAccount__factory,
};
export type ContractName = keyof typeof FACTORIES;

/** A contract's name, address and interface, for decoding what it is sent and what it says. */
export interface KnownContract {
  readonly name: ContractName;
  /** Lower case. */
  readonly address: string;
  readonly interface: Interface;
}

export class MissingContractError extends Error {
  override readonly name = 'MissingContractError';
}

/** Typed clients of every contract of a deployment. */
export type PlatformContracts = ReturnType<typeof connectContracts>;

/** @throws MissingContractError when the deployment lacks one of the platform's contracts */
export function connectContracts(deployment: Deployment, runner: ContractRunner) {
  const addressOf = (name: ContractName) => {
    const address = deployment.contracts[name];
    if (address === undefined)
      throw new MissingContractError(`The deployment names no ${name}. Run scripts/deploy again.`);
    return address;
  };
  const units = deployment.currencies.filter(isInvoicedOnly);
  // There is play money beside demo data alone.
  const names = (Object.keys(FACTORIES) as ContractName[]).filter(
    (name) =>
      name !== 'UnitOfAccount' && (name !== 'TestToken' || deployment.contracts['TestToken'] !== undefined),
  );
  return {
    assets: AssetRegistry__factory.connect(addressOf('AssetRegistry'), runner),
    consents: ConsentRegistry__factory.connect(addressOf('ConsentRegistry'), runner),
    forwarder: BatchForwarder__factory.connect(addressOf('ERC2771Forwarder'), runner),
    market: LicenseMarket__factory.connect(addressOf('LicenseMarket'), runner),
    judgement: Judgement__factory.connect(addressOf('Judgement'), runner),
    book: OfferBook__factory.connect(addressOf('OfferBook'), runner),
    tokens: LicenseToken__factory.connect(addressOf('LicenseToken'), runner),
    organizations: Organizations__factory.connect(addressOf('Organizations'), runner),
    log: ProvenanceLog__factory.connect(addressOf('ProvenanceLog'), runner),
    /** Any ERC-20 with permits; of one without, the permits are missing. */
    tokenAt: (address: string) => TestToken__factory.connect(address, runner),
    known: [
      ...names.map((name): KnownContract => ({
        name,
        address: addressOf(name).toLowerCase(),
        interface: FACTORIES[name].createInterface(),
      })),
      ...units.map(({ address }): KnownContract => ({
        name: 'UnitOfAccount',
        address,
        interface: FACTORIES.UnitOfAccount.createInterface(),
      })),
    ],
  };
}
