import { isCallException, Result } from 'ethers';
import { AssetRegistry__factory } from '../../contracts/abi/factories/AssetRegistry__factory.ts';
import { Authority__factory } from '../../contracts/abi/factories/Authority__factory.ts';
import { ConsentRegistry__factory } from '../../contracts/abi/factories/ConsentRegistry__factory.ts';
import { ERC2771Forwarder__factory } from '../../contracts/abi/factories/ERC2771Forwarder__factory.ts';
import { LicenseMarket__factory } from '../../contracts/abi/factories/LicenseMarket__factory.ts';
import { LicenseToken__factory } from '../../contracts/abi/factories/LicenseToken__factory.ts';
import { OfferBook__factory } from '../../contracts/abi/factories/OfferBook__factory.ts';
import { Organizations__factory } from '../../contracts/abi/factories/Organizations__factory.ts';
import { ProvenanceLog__factory } from '../../contracts/abi/factories/ProvenanceLog__factory.ts';
import { TestToken__factory } from '../../contracts/abi/factories/TestToken__factory.ts';

const INTERFACES = [
  AssetRegistry__factory,
  Authority__factory,
  ConsentRegistry__factory,
  ERC2771Forwarder__factory,
  LicenseMarket__factory,
  LicenseToken__factory,
  OfferBook__factory,
  Organizations__factory,
  ProvenanceLog__factory,
  TestToken__factory,
].map((factory) => factory.createInterface());

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
  for (const candidate of INTERFACES) {
    const parsed = candidate.parseError(bytes);
    if (parsed !== null) return [parsed.name, ...toPlain(parsed.args)];
  }
  return [bytes];
}

function toPlain(values: Result): unknown[] {
  return values.toArray().map((value: unknown) => (value instanceof Result ? toPlain(value) : value));
}
