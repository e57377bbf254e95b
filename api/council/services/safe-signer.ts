import type { Hex } from '@lanran/protocol/kernel/bytes';
import { SignatureError } from '@lanran/protocol/kernel/errors';
import { recoverSafeSigner } from '@lanran/protocol/accounts/safe';
import type { Address } from '@lanran/protocol/kernel/signature';
import { BadSignatureError } from '../../platform/kernel/errors.ts';
import type { SafeWallet } from '../../chain/domain/safe-wallet.ts';

/** Who of the owners signed. A signature for another Safe, chain or nonce is, under this hash, some stranger's. @throws BadSignatureError */
export function requireSigner(
  { hash, signature, field }: { readonly hash: Hex; readonly signature: Hex; readonly field: string },
  { address, owners }: SafeWallet,
): Address {
  try {
    const signer = recoverSafeSigner(hash, signature);
    if (owners.includes(signer)) return signer;
  } catch (cause) {
    if (!(cause instanceof SignatureError)) throw cause;
    throw new BadSignatureError(field, cause.message, { cause });
  }
  throw new BadSignatureError(
    field,
    `is not that of an owner of the Safe ${address} over the transaction ${hash}. Sign exactly this transaction, for this chain and nonce.`,
  );
}
