import { Wallet, type TypedDataDomain, type TypedDataField } from 'ethers';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { type Batch, batchTypedData } from '@lanran/protocol/log/batch';
import type { LogId } from '@lanran/protocol/kernel/ids';
import { addressOf, type Address } from '@lanran/protocol/kernel/signature';
import { statementTypedData, type Statement } from '@lanran/protocol/log/statement';

/** EIP-712 data as ethers takes it: `types` without `EIP712Domain`, which follows from the domain. */
export interface SignableData {
  readonly domain: TypedDataDomain;
  readonly types: Readonly<Record<string, readonly TypedDataField[]>>;
  readonly message: Readonly<Record<string, unknown>>;
}

/** What signs for a person: a key in hand, or a wallet that keeps it. */
export interface Signer {
  /** Lower case. */
  readonly address: Address;
  /** `personal_sign` (EIP-191). */
  signMessage(text: string): Promise<Hex>;
  /** `eth_signTypedData_v4` (EIP-712). */
  signTypedData(data: SignableData): Promise<Hex>;
  /** The signature that the log accepts (docs/formats.md, “Evidence”). A signature over `signableStatement` is the same. */
  signStatement(statement: Statement, logId: LogId): Promise<Hex>;
}

/** A statement as any wallet signs it. */
export function signableStatement(statement: Statement, logId: LogId): SignableData {
  const { domain, types, message } = statementTypedData(statement, logId);
  return { domain, types: { Statement: types['Statement'] ?? [] }, message };
}

/** A batch of statements as any wallet signs it. */
export function signableBatch(batch: Batch, logId: LogId): SignableData {
  const { domain, types, message } = batchTypedData(batch, logId);
  return { domain, types: { Batch: types['Batch'] ?? [] }, message };
}

/** @throws when the number is no secp256k1 key */
export function keySigner(privateKey: Hex): Signer {
  const wallet = new Wallet(privateKey);
  const signTypedData = async ({ domain, types, message }: SignableData): Promise<Hex> => {
    const mutable = Object.fromEntries(Object.entries(types).map(([name, fields]) => [name, [...fields]]));
    // ethers types hex as string.
    return (await wallet.signTypedData(domain, mutable, message)) as Hex;
  };
  return {
    address: addressOf(privateKey),
    signMessage: async (text) => (await wallet.signMessage(text)) as Hex,
    signTypedData,
    signStatement: (statement, logId) => signTypedData(signableStatement(statement, logId)),
  };
}
