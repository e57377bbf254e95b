import { concat, fromHex, utf8, type Hex } from './bytes.ts';
import { keccak256 } from './hash.ts';
import type { LogId } from './ids.ts';

/** EIP-712 data as wallets take it (`eth_signTypedData_v4`), with `EIP712Domain` explicit so that all libraries agree. */
export interface TypedData {
  readonly domain: { readonly name: 'Lanran'; readonly version: '1'; readonly salt: LogId };
  readonly types: Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>;
  readonly primaryType: string;
  readonly message: Readonly<Record<string, string>>;
}

export const DOMAIN_FIELDS = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'salt', type: 'bytes32' },
] as const;

/** Made where it is first needed: most pages sign nothing. */
let knownPrefix: Uint8Array | undefined;

function domainPrefix(): Uint8Array {
  knownPrefix ??= concat(
    ...['EIP712Domain(string name,string version,bytes32 salt)', 'Lanran', '1'].map((text) =>
      fromHex(keccak256(utf8(text))),
    ),
  );
  return knownPrefix;
}

export function domainOf(logId: LogId): TypedData['domain'] {
  return { name: 'Lanran', version: '1', salt: logId };
}

export function domainSeparator(logId: LogId): Hex {
  return keccak256(concat(domainPrefix(), fromHex(logId)));
}

/** keccak256(0x1901 ‖ domainSeparator ‖ structHash): what a key signs (EIP-712). */
export function typedDataDigest(structHash: Hex, logId: LogId): Hex {
  return keccak256(concat(Uint8Array.of(0x19, 0x01), fromHex(domainSeparator(logId)), fromHex(structHash)));
}
