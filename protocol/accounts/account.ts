import { toHex, toPlainHex, utf8, type Hex } from '../kernel/bytes.ts';
import { FormatError } from '../kernel/errors.ts';
import { sha256 } from '../kernel/hash.ts';
import type { LogId } from '../kernel/ids.ts';
import { scrypt } from './scrypt.ts';
import type { Address } from '../kernel/signature.ts';

const NAME = /^[\p{L}\p{M}\p{N}._@-]{2,64}$/u;
/** As costly as opening the keystore itself, so that a copy of the platform's database is no cheaper way to a passphrase. */
const COST = { N: 2 ** 17, r: 8, p: 1, dkLen: 32 };

/** The one spelling of an account's name. @throws FormatError */
export function parseAccountName(text: string, field = 'name'): string {
  const name = text.normalize('NFKC').trim().toLowerCase();
  if (NAME.test(name)) return name;
  throw new FormatError(field, 'must be 2 to 64 letters, digits or any of . _ @ -');
}

/** What the key of an account signs (EIP-191), so that nobody keeps a keystore under a key that is not theirs. */
export function accountText(account: {
  readonly name: string;
  readonly address: Address;
  readonly keystore: string;
}): string {
  const { name, address, keystore } = account;
  return `Lanran account\nname: ${name}\naddress: ${address}\nkeystore: ${toPlainHex(sha256(utf8(keystore)))}`;
}

/** What the accreditor's key signs (EIP-191) at the first start of an installation. */
export function accreditorText({ logId, address }: { logId: LogId; address: Address }): string {
  return `Lanran accreditor\nlog: ${logId}\naddress: ${address}`;
}

/** What the operator's key signs (EIP-191) when the one-time link names it. */
export function operatorText({ logId, address }: { logId: LogId; address: Address }): string {
  return `Lanran operator\nlog: ${logId}\naddress: ${address}`;
}

/** The operator's key and the key that is to follow it. */
export interface OperatorHandOver {
  readonly logId: LogId;
  readonly holder: Address;
  readonly successor: Address;
}

/** What the present operator signs (EIP-191) to name a successor. */
export function operatorHandOnText({ logId, holder, successor }: OperatorHandOver): string {
  return `Lanran operator hands on\nlog: ${logId}\naddress: ${holder}\nsuccessor: ${successor}`;
}

/** What the successor signs (EIP-191) to accept. */
export function operatorAcceptText({ logId, holder, successor }: OperatorHandOver): string {
  return `Lanran operator accepts\nlog: ${logId}\naddress: ${successor}\nfrom: ${holder}`;
}

/**
 * The secret that fetches an account's keystore: from name and passphrase alone, so that another computer has it too. Its salt
 * is not the keystore's, so that whoever sees it, the platform first, can't open the keystore with it (ADR 17).
 */
export async function deriveRetrieval(name: string, passphrase: string): Promise<Hex> {
  const salt = utf8(`Lanran retrieval\n${parseAccountName(name)}`);
  return toHex(await scrypt(utf8(passphrase.normalize('NFKC')), salt, COST));
}
