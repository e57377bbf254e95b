import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import type { Interface, ParamType, TransactionDescription } from 'ethers';
import { createAssetRegistryInterface } from '../../contracts/abi/interfaces/AssetRegistry.ts';
import { createAuthorityInterface } from '../../contracts/abi/interfaces/Authority.ts';
import { createConsentRegistryInterface } from '../../contracts/abi/interfaces/ConsentRegistry.ts';
import { createJudgementInterface } from '../../contracts/abi/interfaces/Judgement.ts';
import { createLicenseMarketInterface } from '../../contracts/abi/interfaces/LicenseMarket.ts';
import { createLicenseTokenInterface } from '../../contracts/abi/interfaces/LicenseToken.ts';
import { createOfferBookInterface } from '../../contracts/abi/interfaces/OfferBook.ts';
import { createOrganizationsInterface } from '../../contracts/abi/interfaces/Organizations.ts';
import { createTestTokenInterface } from '../../contracts/abi/interfaces/TestToken.ts';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { type SafeCall, safeTransactionHash } from '@lanran/protocol/accounts/safe';
import type { Address } from '@lanran/protocol/kernel/signature';
import { UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { Deployment } from '../kernel/session.ts';

const INTERFACES: Readonly<Record<string, () => Interface>> = {
  AssetRegistry: createAssetRegistryInterface,
  Authority: createAuthorityInterface,
  ConsentRegistry: createConsentRegistryInterface,
  Judgement: createJudgementInterface,
  LicenseMarket: createLicenseMarketInterface,
  LicenseToken: createLicenseTokenInterface,
  OfferBook: createOfferBookInterface,
  Organizations: createOrganizationsInterface,
  PaymentToken: createTestTokenInterface,
  TestToken: createTestTokenInterface,
};

/** A call in the contracts' own words. */
export interface DescribedCall {
  readonly contract: string;
  readonly functionName: string;
  /** By name: whole numbers as decimal text, structs by their members. None of a `multicall`, whose calls say it all. */
  readonly args: Readonly<Record<string, unknown>>;
  /** The calls of a `multicall`, in the order in which they are done; absent from any other. */
  readonly calls?: readonly DescribedCall[];
  /** The currency whose contract is called: amounts are in it. */
  readonly token?: Address;
}

/** Of the currencies only their approval is known, which every ERC-20 has alike. */
type DescribedDeployment = Pick<Deployment, 'contracts'> & {
  readonly currencies?: readonly Pick<PlatformCurrency, 'address'>[];
};

/** Names what a call does, for who is about to sign it. What is none of the platform's contracts is shown as it is. */
export function describeCall(
  deployment: DescribedDeployment,
  { to, data }: { readonly to: Address; readonly data: Hex },
): DescribedCall {
  const { contracts, currencies = [] } = deployment;
  const known = [...contracts].find(([, address]) => address === to)?.[0];
  const isCurrency = currencies.some(({ address }) => address === to);
  const contract = known ?? (isCurrency ? 'PaymentToken' : to);
  const parsed = parseCall(INTERFACES[contract], data);
  if (parsed === null) return { contract, functionName: data.slice(0, 10), args: { data } };
  if (parsed.name === 'multicall') {
    const inner = parsed.args[0] as readonly Hex[]; // decoded by ethers as bytes[]
    const calls = inner.map((each) => describeCall(deployment, { to, data: each }));
    return { contract, functionName: parsed.name, args: {}, calls };
  }
  const args = named(parsed.fragment.inputs, parsed.args);
  return {
    contract,
    functionName: parsed.name,
    args: withAnnounced(deployment, contract, args),
    ...(isCurrency && { token: to }),
  };
}

/** What `schedule` announces, or `cancel` takes back, is a call of its own. */
function withAnnounced(
  deployment: DescribedDeployment,
  contract: string,
  args: DescribedCall['args'],
): DescribedCall['args'] {
  const { target, data } = args;
  if (contract !== 'Authority' || typeof target !== 'string' || typeof data !== 'string') return args;
  // ethers decodes addresses with their checksum, and bytes to lower-case hex.
  const announced = { to: target.toLowerCase() as Address, data: data as Hex };
  return { ...args, data: describeCall(deployment, announced) };
}

/** The call itself, or of a `multicall` each of its calls. */
export function callsIn(call: DescribedCall): readonly DescribedCall[] {
  return call.calls === undefined ? [call] : call.calls.flatMap(callsIn);
}

/** Whether all of it could be put into words: a selector of none of the contracts is shown as it is. */
export function isKnownCall(call: DescribedCall): boolean {
  const calls = callsIn(call);
  return calls.length > 0 && calls.every(({ functionName }) => !functionName.startsWith('0x'));
}

/** A call that a Safe's owners are asked to sign. */
export interface ProposedCall extends SafeCall {
  /** What the owners sign. */
  readonly hash: Hex;
  readonly safe: Address;
}

/** @throws UntrustworthyAnswerError when the call that the platform tells is not the one the hash names */
export function describeProposed(
  deployment: Pick<Deployment, 'chainId'> & DescribedDeployment,
  { hash, safe, ...call }: ProposedCall,
): DescribedCall {
  const computed = safeTransactionHash({ chainId: deployment.chainId, safe }, call);
  if (computed !== hash)
    throw new UntrustworthyAnswerError(`the call it tells for ${hash} has the hash ${computed}`);
  return describeCall(deployment, call);
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
