import { readFile, stat } from 'node:fs/promises';
import { Wallet } from 'ethers';
import { ArgumentError, reasonOf } from '@lanran/sdk/kernel/errors';
import { keySigner, type Signer } from '@lanran/sdk/kernel/signer';
import type { Hex } from '@lanran/protocol/kernel/bytes';

const HEX_KEY = /^(?:0x)?([0-9a-fA-F]{64})$/;

/** True when others than its owner may read the file. */
export async function isReadableByOthers(path: string): Promise<boolean> {
  return ((await stat(path)).mode & 0o077) !== 0;
}

/**
 * Reads a private key: 64 hex digits, or an ethers keystore opened with a passphrase.
 * @throws ArgumentError naming `keyFile`; no message holds any of the file's content
 */
export async function readKeyFile(path: string, passphrase?: string): Promise<Signer> {
  const text = (await read(path)).trim();
  const digits = HEX_KEY.exec(text)?.[1];
  if (digits !== undefined) return signerOf(`0x${digits.toLowerCase()}`, path);
  if (!text.startsWith('{')) {
    throw new ArgumentError('keyFile', `${path} holds neither 64 hex digits nor a keystore (JSON).`);
  }
  if (passphrase === undefined) {
    throw new ArgumentError('keyFile', `${path} is a keystore: set LANRAN_PASSPHRASE to its passphrase.`);
  }
  return signerOf(await openKeystore(text, { path, passphrase }), path);
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new ArgumentError('keyFile', `can't be read: ${reasonOf(cause)}`, { cause });
  }
}

async function openKeystore(
  text: string,
  { path, passphrase }: { path: string; passphrase: string },
): Promise<Hex> {
  try {
    const { privateKey } = await Wallet.fromEncryptedJson(text, passphrase);
    return `0x${privateKey.slice(2).toLowerCase()}`;
  } catch (cause) {
    throw new ArgumentError('keyFile', `${path} is no keystore that LANRAN_PASSPHRASE opens.`, { cause });
  }
}

/** @throws ArgumentError naming `keyFile` when the number is no key; `source` names the file */
export function signerOf(privateKey: Hex, source: string): Signer {
  try {
    return keySigner(privateKey);
  } catch (cause) {
    throw new ArgumentError('keyFile', `${source} holds a number that is no secp256k1 key.`, { cause });
  }
}
