import { JsonRpcProvider, Wallet, ZeroAddress } from 'ethers';
import { SafeL2__factory } from '../../contracts/abi/factories/SafeL2__factory.ts';
import type { SafeWallet } from '@lanran/api/chain/domain/safe-wallet';
import type { DeskEntry } from '@lanran/api/council/services/council-desk';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { joinSafeSignatures, safeTransactionHash, type SafeCall } from '@lanran/protocol/accounts/safe';
import { type Address, parseAddress } from '@lanran/protocol/kernel/signature';
import type { Act } from '@lanran/sdk/acts/relaying';
import { signSafeCall } from '@lanran/sdk/acts/safe-acts';
import { actorOf, type Person } from './people.ts';
import type { Services } from './services.ts';

/** The first owner asks for it. */
export async function createSafe(
  services: Services,
  { owners, threshold }: { readonly owners: readonly [Person, ...Person[]]; readonly threshold: number },
): Promise<SafeWallet> {
  const addresses = owners.map(({ address }) => address);
  const actor = await actorOf(services, owners[0]);
  return services.councilDesk.createSafe(actor, { owners: addresses, threshold });
}

export interface Proposing {
  readonly safe: Address;
  readonly act: Act;
  /** The Safe's next by default. */
  readonly nonce?: bigint;
}

/** The call and what its owners sign. */
export async function safeCall(
  services: Services,
  { safe, act, nonce }: Proposing,
): Promise<SafeCall & { readonly hash: Hex }> {
  const { chainId, contracts } = services.stack;
  const call = {
    // A token is named by its address.
    to: parseAddress((contracts[act.contract] ?? act.contract).toLowerCase(), act.contract),
    data: act.data,
    nonce: nonce ?? (await nextNonce(services, safe)),
  };
  return { ...call, hash: safeTransactionHash({ chainId, safe }, call) };
}

export async function nextNonce({ councilDesk }: Services, safe: Address): Promise<bigint> {
  const wallet = await councilDesk.findSafe(safe);
  if (wallet === null) throw new Error(`no Safe at ${safe}`);
  return wallet.nonce;
}

export async function proposeAct(
  services: Services,
  person: Person,
  proposing: Proposing,
): Promise<DeskEntry> {
  const { to, data, nonce } = await safeCall(services, proposing);
  const { safe } = proposing;
  const signature = await signFor(services, person, { safe, to, data, nonce });
  return services.councilDesk.propose(await actorOf(services, person), { safe, to, data, nonce, signature });
}

/** The person's signature for a Safe's call on this chain. */
export async function signFor(
  { stack }: Services,
  person: Person,
  { safe, ...call }: SafeCall & { readonly safe: Address },
): Promise<Hex> {
  return signSafeCall(person, { chainId: stack.chainId, safe }, call);
}

export async function signEntry(services: Services, person: Person, entry: DeskEntry): Promise<DeskEntry> {
  const signature = await signFor(services, person, entry);
  return services.councilDesk.sign(await actorOf(services, person), { hash: entry.hash, signature });
}

/** Owners execute a call themselves, without the platform. @returns the transaction */
export async function executeOutside(
  services: Services,
  {
    signers,
    call,
  }: { readonly signers: readonly Person[]; readonly call: SafeCall & { readonly safe: Address } },
): Promise<string> {
  const { rpcUrl, chainId } = services.stack;
  const sign = async (person: Person) => ({
    signer: person.address,
    signature: await signFor(services, person, call),
  });
  const signatures = joinSafeSignatures(await Promise.all(signers.map(sign)));
  const provider = new JsonRpcProvider(rpcUrl, chainId, { staticNetwork: true, pollingInterval: 50 });
  try {
    const safe = SafeL2__factory.connect(call.safe, new Wallet(Wallet.createRandom().privateKey, provider));
    const nobody = ZeroAddress;
    const sent = await safe.execTransaction(call.to, 0, call.data, 0, 0, 0, 0, nobody, nobody, signatures, {
      type: 0,
      gasPrice: 0,
    });
    await sent.wait();
    return sent.hash;
  } finally {
    provider.destroy();
  }
}
