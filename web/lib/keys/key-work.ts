import {
  decryptKeystoreJson,
  encryptKeystoreJson,
  HDNodeWallet,
  type KeystoreAccount,
  LangEn,
  Mnemonic,
  scrypt as ethersScrypt,
  Wallet,
} from 'ethers';
import { deriveRetrieval } from '@lanran/protocol/accounts/account';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { scrypt } from '@lanran/protocol/accounts/scrypt';

ethersScrypt.register((password, salt, ...[N, r, p, dkLen]) => scrypt(password, salt, { N, r, p, dkLen }));

/** A key with the words that restore it, where it has any. */
export interface Key {
  readonly privateKey: Hex;
  /** BIP 39, English, twelve words; null for a key that was made elsewhere. */
  readonly words: readonly string[] | null;
}

/** What takes a moment and would freeze the page; done by a worker. */
export type KeyWork =
  | { readonly kind: 'make' }
  | { readonly kind: 'restore'; readonly words: readonly string[] }
  | { readonly kind: 'seal'; readonly key: Key; readonly passphrase: string }
  | { readonly kind: 'open'; readonly keystore: string; readonly passphrase: string }
  | { readonly kind: 'retrieval'; readonly name: string; readonly passphrase: string };

export interface KeyWorkResults {
  readonly make: Key;
  readonly restore: Key;
  /** Web3 Secret Storage version 3, JSON. */
  readonly seal: string;
  readonly open: Key;
  /** 32 bytes of hex. */
  readonly retrieval: Hex;
}

/** What could not be done, with a code that survives the way out of a worker. */
export class KeyWorkError extends Error {
  override readonly name = 'KeyWorkError';
  readonly code: string;
  constructor(code: 'WRONG_PASSPHRASE' | 'UNKNOWN_WORDS', message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** @throws KeyWorkError, FormatError for a name that no account can have */
export async function doKeyWork(work: KeyWork): Promise<KeyWorkResults[KeyWork['kind']]> {
  switch (work.kind) {
    case 'make':
      return keyOf(HDNodeWallet.createRandom());
    case 'restore':
      return restore(work.words);
    case 'seal':
      return seal(work.key, work.passphrase);
    case 'open':
      return open(work.keystore, work.passphrase);
    case 'retrieval':
      return deriveRetrieval(work.name, work.passphrase);
  }
}

function restore(words: readonly string[]): Key {
  const list = LangEn.wordlist();
  const unknown = words.filter((word) => list.getWordIndex(word) < 0);
  if (unknown.length > 0) throw new KeyWorkError('UNKNOWN_WORDS', unknown.join(', '));
  const phrase = words.join(' ');
  // The last word holds a checksum over the others.
  if (!Mnemonic.isValidMnemonic(phrase)) throw new KeyWorkError('UNKNOWN_WORDS', '');
  return keyOf(HDNodeWallet.fromPhrase(phrase));
}

async function seal({ privateKey, words }: Key, passphrase: string): Promise<string> {
  const wallet = words === null ? null : HDNodeWallet.fromPhrase(words.join(' '));
  const account: KeystoreAccount = {
    address: wallet?.address ?? new Wallet(privateKey).address,
    privateKey,
    // The words go in as ciphertext too, so that the recovery sheet can be printed again.
    ...(wallet?.mnemonic != null && {
      mnemonic: { path: wallet.path ?? '', locale: 'en', entropy: wallet.mnemonic.entropy },
    }),
  };
  return encryptKeystoreJson(account, normalize(passphrase));
}

async function open(keystore: string, passphrase: string): Promise<Key> {
  try {
    const { privateKey, mnemonic } = await decryptKeystoreJson(keystore, normalize(passphrase));
    return {
      // ethers types hex as string.
      privateKey: privateKey as Hex,
      words: mnemonic === undefined ? null : Mnemonic.fromEntropy(mnemonic.entropy).phrase.split(' '),
    };
  } catch (cause) {
    throw new KeyWorkError('WRONG_PASSPHRASE', 'incorrect password', { cause });
  }
}

function keyOf(wallet: HDNodeWallet): Key {
  return { privateKey: wallet.privateKey as Hex, words: wallet.mnemonic?.phrase.split(' ') ?? null };
}

function normalize(passphrase: string): string {
  return passphrase.normalize('NFKC');
}
