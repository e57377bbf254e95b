import { concat, TypedDataEncoder, ZeroAddress } from 'ethers';
import type { BaseContract, TransactionReceipt, Wallet } from 'ethers';
import { SafeL2__factory } from '../../contracts/abi/factories/SafeL2__factory.ts';
import { SafeProxyFactory__factory } from '../../contracts/abi/factories/SafeProxyFactory__factory.ts';
import type { SafeL2 } from '../../contracts/abi/SafeL2.ts';
import { mined, type Platform } from './platform.ts';

/** What a Safe's owners sign (safe-smart-account 1.5, `getTransactionHash`): a plain call that refunds nobody. */
export interface SafeTransaction {
  readonly to: string;
  readonly value: bigint;
  readonly data: string;
  readonly operation: 0;
  readonly safeTxGas: 0n;
  readonly baseGas: 0n;
  readonly gasPrice: 0n;
  readonly gasToken: string;
  readonly refundReceiver: string;
  readonly nonce: bigint;
}

/** Which Safe on which chain a signature is for. */
export interface SafeDomain {
  readonly chainId: bigint;
  readonly verifyingContract: string;
}

const SAFE_TX = [
  { name: 'to', type: 'address' },
  { name: 'value', type: 'uint256' },
  { name: 'data', type: 'bytes' },
  { name: 'operation', type: 'uint8' },
  { name: 'safeTxGas', type: 'uint256' },
  { name: 'baseGas', type: 'uint256' },
  { name: 'gasPrice', type: 'uint256' },
  { name: 'gasToken', type: 'address' },
  { name: 'refundReceiver', type: 'address' },
  { name: 'nonce', type: 'uint256' },
];

export function safeTransactionHash(domain: SafeDomain, transaction: SafeTransaction): string {
  return TypedDataEncoder.hash({ ...domain }, { SafeTx: SAFE_TX }, transaction);
}

export function signSafeTransaction(
  owner: Wallet,
  { domain, transaction }: { domain: SafeDomain; transaction: SafeTransaction },
): Promise<string> {
  return owner.signTypedData({ ...domain }, { SafeTx: SAFE_TX }, transaction);
}

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
    return new StageSafe(contract, address, { chainId, verifyingContract: address }, payer);
  }

  /** The Safe's next transaction: a call of a contract's function. */
  async propose(target: BaseContract, data: string): Promise<SafeTransaction> {
    return {
      to: await target.getAddress(),
      value: 0n,
      data,
      operation: 0,
      safeTxGas: 0n,
      baseGas: 0n,
      gasPrice: 0n,
      gasToken: ZeroAddress,
      refundReceiver: ZeroAddress,
      nonce: await this.contract.nonce(),
    };
  }

  /** The signatures as the Safe wants them: one after the other, in the order of their owners' addresses. */
  async gather(
    transaction: SafeTransaction,
    { signers, domain = this.domain }: { signers: readonly Wallet[]; domain?: SafeDomain },
  ): Promise<string> {
    const sorted = signers.toSorted((a, b) => (BigInt(a.address) < BigInt(b.address) ? -1 : 1));
    const sign = (owner: Wallet) => signSafeTransaction(owner, { domain, transaction });
    return concat(await Promise.all(sorted.map(sign)));
  }

  execute(transaction: SafeTransaction, signatures: string): Promise<TransactionReceipt> {
    const { to, value, data, operation, safeTxGas, baseGas, gasPrice, gasToken, refundReceiver } =
      transaction;
    return mined(
      this.contract
        .connect(this.payer)
        .execTransaction(
          to,
          value,
          data,
          operation,
          safeTxGas,
          baseGas,
          gasPrice,
          gasToken,
          refundReceiver,
          signatures,
        ),
    );
  }

  /** Proposes, gathers and executes at once. */
  async act(target: BaseContract, data: string, signers: readonly Wallet[]): Promise<TransactionReceipt> {
    const transaction = await this.propose(target, data);
    return this.execute(transaction, await this.gather(transaction, { signers }));
  }
}
