import { type ErrorFragment, type Interface, isCallException, Result } from 'ethers';
import { AssetRegistry__factory } from '../../contracts/abi/factories/AssetRegistry__factory.ts';
import { Authority__factory } from '../../contracts/abi/factories/Authority__factory.ts';
import { BatchForwarder__factory } from '../../contracts/abi/factories/BatchForwarder__factory.ts';
import { Calendar__factory } from '../../contracts/abi/factories/Calendar__factory.ts';
import { ConsentRegistry__factory } from '../../contracts/abi/factories/ConsentRegistry__factory.ts';
import { Judgement__factory } from '../../contracts/abi/factories/Judgement__factory.ts';
import { LicenseMarket__factory } from '../../contracts/abi/factories/LicenseMarket__factory.ts';
import { LicenseToken__factory } from '../../contracts/abi/factories/LicenseToken__factory.ts';
import { OfferBook__factory } from '../../contracts/abi/factories/OfferBook__factory.ts';
import { Organizations__factory } from '../../contracts/abi/factories/Organizations__factory.ts';
import { ProvenanceLog__factory } from '../../contracts/abi/factories/ProvenanceLog__factory.ts';
import { TestToken__factory } from '../../contracts/abi/factories/TestToken__factory.ts';
import { UnitOfAccount__factory } from '../../contracts/abi/factories/UnitOfAccount__factory.ts';

const INTERFACES = [
  AssetRegistry__factory,
  Authority__factory,
  BatchForwarder__factory,
  Calendar__factory,
  ConsentRegistry__factory,
  Judgement__factory,
  LicenseMarket__factory,
  LicenseToken__factory,
  OfferBook__factory,
  Organizations__factory,
  ProvenanceLog__factory,
  TestToken__factory,
  UnitOfAccount__factory,
].map((factory) => factory.createInterface());

/** Their errors by selector: ethers would hash the signatures of all of them again for each refusal. */
const ERRORS = new Map<string, { readonly fragment: ErrorFragment; readonly of: Interface }>();
for (const contract of INTERFACES)
  contract.forEachError((fragment) => ERRORS.set(fragment.selector, { fragment, of: contract }));

/** The custom error that a call ends with, as [name, ...arguments]; fails when the call succeeds. */
export async function refusalOf(call: Promise<unknown>): Promise<unknown[]> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error === null) throw new Error('The call was not refused.');
  if (!isCallException(error) || error.data === null)
    throw new Error('The call failed otherwise.', { cause: error });
  return decodeRefusal(error.data);
}

function decodeRefusal(bytes: string): unknown[] {
  // Solidity's own checks, such as a slice beyond the calldata, say nothing.
  if (bytes === '0x') return [bytes];
  const known = ERRORS.get(bytes.slice(0, 10));
  if (known !== undefined) {
    return [known.fragment.name, ...toPlain(known.of.decodeErrorResult(known.fragment, bytes))];
  }
  // Error(string) and Panic(uint256) belong to no contract: any interface knows them.
  const parsed = INTERFACES[0]?.parseError(bytes) ?? null;
  return parsed === null ? [bytes] : [parsed.name, ...toPlain(parsed.args)];
}

function toPlain(values: Result): unknown[] {
  return values.toArray().map((value: unknown) => (value instanceof Result ? toPlain(value) : value));
}
