import { keccak256 } from 'ethers';
import { AssetRegistry__factory } from '../../contracts/abi/factories/AssetRegistry__factory.ts';
import { Authority__factory } from '../../contracts/abi/factories/Authority__factory.ts';
import { BatchForwarder__factory } from '../../contracts/abi/factories/BatchForwarder__factory.ts';
import { Calendar__factory } from '../../contracts/abi/factories/Calendar__factory.ts';
import { CompatibilityFallbackHandler__factory } from '../../contracts/abi/factories/CompatibilityFallbackHandler__factory.ts';
import { ConsentRegistry__factory } from '../../contracts/abi/factories/ConsentRegistry__factory.ts';
import { Judgement__factory } from '../../contracts/abi/factories/Judgement__factory.ts';
import { LicenseMarket__factory } from '../../contracts/abi/factories/LicenseMarket__factory.ts';
import { LicenseToken__factory } from '../../contracts/abi/factories/LicenseToken__factory.ts';
import { OfferBook__factory } from '../../contracts/abi/factories/OfferBook__factory.ts';
import { Organizations__factory } from '../../contracts/abi/factories/Organizations__factory.ts';
import { ProvenanceLog__factory } from '../../contracts/abi/factories/ProvenanceLog__factory.ts';
import { SafeL2__factory } from '../../contracts/abi/factories/SafeL2__factory.ts';
import { SafeProxyFactory__factory } from '../../contracts/abi/factories/SafeProxyFactory__factory.ts';
import { TestToken__factory } from '../../contracts/abi/factories/TestToken__factory.ts';
import { UnitOfAccount__factory } from '../../contracts/abi/factories/UnitOfAccount__factory.ts';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { ContractName } from './steps.ts';

const FACTORIES: Readonly<
  Record<ContractName | 'TestToken' | 'UnitOfAccount', { readonly bytecode: string }>
> = {
  ERC2771Forwarder: BatchForwarder__factory,
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
  UnitOfAccount: UnitOfAccount__factory,
};

/** Of each contract that is deployed, by its name: keccak256 of its creation code, without constructor arguments. */
export function hashContracts(): Readonly<Record<string, Hex>> {
  const hashes = Object.entries(FACTORIES).map(([name, { bytecode }]) => [name, keccak256(bytecode)]);
  // keccak256 answers in lower-case hex.
  return Object.fromEntries(hashes) as Record<string, Hex>;
}

/**
 * Creation code of earlier versions with which this one goes on, by contract: their installations keep what they began with
 * (ADR 58, ADR 60). Without batches each act is signed alone; without units of account there are none; without the rights that
 * films need nobody can give them.
 */
export const FORMER_CONTRACTS: Readonly<Partial<Record<string, readonly string[]>>> = {
  ERC2771Forwarder: ['0x62abc564fdeb015b78b366197d517596e191055de57623572179284b818b139a'],
  ConsentRegistry: ['0x21cdda53dc99f8b3c561ad3f3628843270aaa5ef8689e3423ffc4ba19a49fd35'],
  Judgement: ['0x719e53494cdf3298b748db43e6c419397ee1b7434d46aef4eb925eeda4b60fea'],
  OfferBook: ['0xacfe27e2fd47ef07c4a987bb28c5ce951bf2588448ba2b8ea0780d0c8a0107bd'],
  LicenseMarket: ['0xde6e9ded3a38371eeaa6512a64faf0b8ac260642f07b6569868e59bf1be01327'],
};
