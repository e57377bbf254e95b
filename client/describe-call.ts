import type { Interface, ParamType, TransactionDescription } from 'ethers';
import { createAssetRegistryInterface } from '../contracts/abi/interfaces/AssetRegistry.ts';
import { createConsentRegistryInterface } from '../contracts/abi/interfaces/ConsentRegistry.ts';
import { createLicenseMarketInterface } from '../contracts/abi/interfaces/LicenseMarket.ts';
import { createLicenseTokenInterface } from '../contracts/abi/interfaces/LicenseToken.ts';
import { createOfferBookInterface } from '../contracts/abi/interfaces/OfferBook.ts';
import { createOrganizationsInterface } from '../contracts/abi/interfaces/Organizations.ts';
import { createTestTokenInterface } from '../contracts/abi/interfaces/TestToken.ts';
import type { Hex } from '@lanran/protocol/bytes';
import { type SafeCall, safeTransactionHash } from '@lanran/protocol/safe';
import type { Address } from '@lanran/protocol/signature';
import { UntrustworthyAnswerError } from './errors.ts';
import type { Deployment } from './platform.ts';

const INTERFACES: Readonly<Record<string, () => Interface>> = {
  AssetRegistry: createAssetRegistryInterface,
  ConsentRegistry: createConsentRegistryInterface,
  LicenseMarket: createLicenseMarketInterface,
  LicenseToken: createLicenseTokenInterface,
  OfferBook: createOfferBookInterface,
  Organizations: createOrganizationsInterface,
  TestToken: createTestTokenInterface,
};

/** A call in the contracts' own words. */
export interface DescribedCall {
  readonly contract: string;
  readonly functionName: string;
  /** By name: whole numbers as decimal text, structs by their members. */
  readonly args: Readonly<Record<string, unknown>>;
}

/** Names what a call does, for who is about to sign it. What is none of the platform's contracts is shown as it is. */
export function describeCall(
  { contracts }: Pick<Deployment, 'contracts'>,
  { to, data }: { readonly to: Address; readonly data: Hex },
): DescribedCall {
  const contract = [...contracts].find(([, address]) => address === to)?.[0] ?? to;
  const parsed = parseCall(INTERFACES[contract], data);
  if (parsed === null) return { contract, functionName: data.slice(0, 10), args: { data } };
  return { contract, functionName: parsed.name, args: named(parsed.fragment.inputs, parsed.args) };
}

/** A call that a Safe's owners are asked to sign. */
export interface ProposedCall extends SafeCall {
  /** What the owners sign. */
  readonly hash: Hex;
  readonly safe: Address;
}

/** @throws UntrustworthyAnswerError when the call that the platform tells is not the one the hash names */
export function describeProposed(
  { chainId, contracts }: Pick<Deployment, 'chainId' | 'contracts'>,
  { hash, safe, ...call }: ProposedCall,
): DescribedCall {
  const computed = safeTransactionHash({ chainId, safe }, call);
  if (computed !== hash)
    throw new UntrustworthyAnswerError(`the call it tells for ${hash} has the hash ${computed}`);
  return describeCall({ contracts }, call);
}

function parseCall(known: (() => Interface) | undefined, data: Hex): TransactionDescription | null {
  try {
    return known?.().parseTransaction({ data }) ?? null;
  } catch {
    // A known selector with arguments that do not decode.
    return null;
  }
}

function named(types: readonly ParamType[], values: readonly unknown[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(types.map((type, at) => [type.name, valueOf(type, values[at])]));
}

/** ethers decodes lists and structs to lists of values, by these very types. */
function valueOf(type: ParamType, value: unknown): unknown {
  if (type.isArray()) return (value as readonly unknown[]).map((item) => valueOf(type.arrayChildren, item));
  if (type.isTuple()) return named(type.components, value as readonly unknown[]);
  return typeof value === 'bigint' ? value.toString() : value;
}
