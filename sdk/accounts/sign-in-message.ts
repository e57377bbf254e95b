import { getAddress } from 'ethers';
import type { Address } from '@lanran/protocol/kernel/signature';

export interface SignInMessage {
  readonly domain: string;
  readonly address: Address;
  /** One line that says what is agreed to. */
  readonly statement: string;
  readonly uri: string;
  readonly chainId: bigint;
  readonly nonce: string;
  readonly issuedAt: Date;
}

/** The text to sign (EIP-4361). Own code, because `siwe` brings a browser half a megabyte: a second ethers and a parser. */
export function signInText(message: SignInMessage): string {
  const { domain, address, statement, uri, chainId, nonce, issuedAt } = message;
  return [
    `${domain} wants you to sign in with your Ethereum account:`,
    getAddress(address),
    '',
    statement,
    '',
    `URI: ${uri}`,
    'Version: 1',
    `Chain ID: ${chainId.toString()}`,
    `Nonce: ${nonce}`,
    `Issued At: ${issuedAt.toISOString()}`,
  ].join('\n');
}
