import { decryptKeystoreJson } from 'ethers';
import type { Hex } from '@lanran/protocol/bytes';
import { keySigner, type Signer } from '@lanran/client/signer';

/** The passphrase does not open the keystore. */
export class WrongPassphraseError extends Error {
  override readonly name = 'WrongPassphraseError';
  readonly code = 'WRONG_PASSPHRASE';
}

/** Opens a Web3 Secret Storage v3 keystore; about half a second. @throws WrongPassphraseError */
export async function openKeystore(keystore: string, passphrase: string): Promise<Signer> {
  try {
    const { privateKey } = await decryptKeystoreJson(keystore, passphrase.normalize('NFKC'));
    // ethers types hex as string.
    return keySigner(privateKey as Hex);
  } catch (cause) {
    throw new WrongPassphraseError('incorrect password', { cause });
  }
}
