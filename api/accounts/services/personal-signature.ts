import { concat, type Hex, utf8 } from '@lanran/protocol/kernel/bytes';
import { SignatureError } from '@lanran/protocol/kernel/errors';
import { keccak256 } from '@lanran/protocol/kernel/hash';
import { type Address, recoverSigner } from '@lanran/protocol/kernel/signature';
import { BadSignatureError } from '../../platform/kernel/errors.ts';

export interface PersonalSignature {
  readonly text: string;
  readonly address: Address;
  readonly signature: string;
  /** The argument that holds the signature. */
  readonly field: string;
}

/** EIP-191, version 0x45: what wallets sign of a text. @throws BadSignatureError */
export function requirePersonalSignature({ text, address, signature, field }: PersonalSignature): void {
  const bytes = utf8(text);
  const digest = keccak256(concat(utf8(`\u0019Ethereum Signed Message:\n${bytes.length}`), bytes));
  if (recover(digest, signature, field) === address) return;
  throw new BadSignatureError(field, `is not that of ${address} over this message. Sign it with that key.`);
}

function recover(digest: Hex, signature: string, field: string): Address {
  try {
    // Checked to be hex by what it is given to.
    return recoverSigner(digest, signature.toLowerCase() as Hex);
  } catch (error) {
    if (error instanceof SignatureError) throw new BadSignatureError(field, error.message, { cause: error });
    throw error;
  }
}
