import { ZeroAddress } from 'ethers';
import type { BaseContract, TransactionReceipt, Wallet } from 'ethers';
import { SafeL2__factory } from '../../contracts/abi/factories/SafeL2__factory.ts';
import { SafeProxyFactory__factory } from '../../contracts/abi/factories/SafeProxyFactory__factory.ts';
import type { SafeL2 } from '../../contracts/abi/SafeL2.ts';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { joinSafeSignatures, type SafeCall, type SafeDomain } from '@lanran/protocol/accounts/safe';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { keySigner } from '@lanran/sdk/kernel/signer';
import { signSafeCall } from '@lanran/sdk/acts/safe-acts';
import { mined, type Platform } from './platform.ts';

/** A wallet of several keys, of Safe's own bytecode. Whoever sends its transactions pays for them and has no say. */
export class StageSafe {
  private constructor(
    readonly contract: SafeL2,
    readonly address: string,
    readonly domain: SafeDomain,
    private readonly payer: Wallet,
  ) {}

  static async create(
    platform: Platform,
    { owners, threshold, salt = 0n }: { owners: readonly Wallet[]; threshold: number; salt?: bigint },
  ): Promise<StageSafe> {
    const { chainId, contracts } = platform.deployment;
    const payer = platform.people.stranger;
    const setup = SafeL2__factory.createInterface().encodeFunctionData('setup', [
      owners.map((owner) => owner.address),
      threshold,
      ZeroAddress,
      '0x',
      contracts.CompatibilityFallbackHandler,
      ZeroAddress,
      0,
      ZeroAddress,
    ]);
    const factory = SafeProxyFactory__factory.connect(contracts.SafeProxyFactory, payer);
    const address = await factory.createProxyWithNonce.staticCall(contracts.SafeL2, setup, salt);
    await mined(factory.createProxyWithNonce(contracts.SafeL2, setup, salt));
    const contract = SafeL2__factory.connect(address, payer);
    return new StageSafe(contract, address, { chainId, safe: parseAddress(address.toLowerCase()) }, payer);
  }

  /** The Safe's next transaction: a call of a contract's function. */
  async propose(target: BaseContract, data: string): Promise<SafeCall> {
    const to = parseAddress((await target.getAddress()).toLowerCase());
    // ethers types calldata as string.
    return { to, data: data as Hex, nonce: await this.contract.nonce() };
  }

  /** The signatures as the Safe wants them. */
  async gather(
    call: SafeCall,
    { signers, domain = this.domain }: { signers: readonly Wallet[]; domain?: SafeDomain },
  ): Promise<string> {
    const sign = async (owner: Wallet) => ({
      signer: parseAddress(owner.address.toLowerCase()),
      signature: await signSafeCall(keySigner(owner.privateKey as Hex), domain, call),
    });
    return joinSafeSignatures(await Promise.all(signers.map(sign)));
  }

  execute({ to, data }: SafeCall, signatures: string): Promise<TransactionReceipt> {
    const nobody = ZeroAddress;
    const safe = this.contract.connect(this.payer);
    return mined(safe.execTransaction(to, 0, data, 0, 0, 0, 0, nobody, nobody, signatures));
  }

  /** Proposes, gathers and executes at once. */
  async act(target: BaseContract, data: string, signers: readonly Wallet[]): Promise<TransactionReceipt> {
    const transaction = await this.propose(target, data);
    return this.execute(transaction, await this.gather(transaction, { signers }));
  }
}
