import { keccak256 } from 'ethers';
import { AssetRegistry__factory } from '../../contracts/abi/factories/AssetRegistry__factory.ts';
import { Authority__factory } from '../../contracts/abi/factories/Authority__factory.ts';
import { Calendar__factory } from '../../contracts/abi/factories/Calendar__factory.ts';
import { CompatibilityFallbackHandler__factory } from '../../contracts/abi/factories/CompatibilityFallbackHandler__factory.ts';
import { ConsentRegistry__factory } from '../../contracts/abi/factories/ConsentRegistry__factory.ts';
import { ERC2771Forwarder__factory } from '../../contracts/abi/factories/ERC2771Forwarder__factory.ts';
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
import type { ContractName } from './steps.ts';

const FACTORIES: Readonly<Record<ContractName, { readonly bytecode: string }>> = {
  ERC2771Forwarder: ERC2771Forwarder__factory,
  Authority: Authority__factory,
  ProvenanceLog: ProvenanceLog__factory,
  Organizations: Organizations__factory,
  AssetRegistry: AssetRegistry__factory,
  ConsentRegistry: ConsentRegistry__factory,
  LicenseToken: LicenseToken__factory,
  LicenseMarket: LicenseMarket__factory,
  OfferBook: OfferBook__factory,
  Calendar: Calendar__factory,
  Judgement: Judgement__factory,
  SafeL2: SafeL2__factory,
  SafeProxyFactory: SafeProxyFactory__factory,
  CompatibilityFallbackHandler: CompatibilityFallbackHandler__factory,
  TestToken: TestToken__factory,
};

/** Of each contract that is deployed, by its name: keccak256 of its creation code, without constructor arguments. */
export function hashContracts(): Readonly<Record<string, Hex>> {
  const hashes = Object.entries(FACTORIES).map(([name, { bytecode }]) => [name, keccak256(bytecode)]);
  // keccak256 answers in lower-case hex.
  return Object.fromEntries(hashes) as Record<string, Hex>;
}
