import { concat, bytesUint, fromBase64, toBase64, toPlainHex, uintBytes, utf8 } from '../kernel/bytes.ts';
import { FormatError } from '../kernel/errors.ts';
import { sha256 } from '../kernel/hash.ts';
import { verifyEd25519, type NoteSignature, type NoteSigner, type NoteVerifier } from './note.ts';

/* C2SP tlog-cosignature: a witness signs that it saw a checkpoint at some time, after checking that it is an append. */

const COSIGNATURE_V1 = 4;

/** A witness's vkey: `name+hash+base64(0x04 ‖ key)`. */
export function formatWitnessKey({ name, keyHash, publicKey }: NoteVerifier): string {
  return `${name}+${toPlainHex(keyHash)}+${toBase64(concat(Uint8Array.of(COSIGNATURE_V1), publicKey))}`;
}

/** @throws FormatError */
export function parseWitnessKey(vkey: string, field = 'witness'): NoteVerifier {
  const [, name, hash, key] = /^([^+\s]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? [];
  if (name === undefined || key === undefined) throw new FormatError(field, 'must be name+hash+key');
  const bytes = fromBase64(key, field);
  if (bytes.length !== 33 || bytes[0] !== COSIGNATURE_V1)
    throw new FormatError(field, 'is not a cosignature/v1 key');
  const witness = witnessOf(name, bytes.slice(1));
  if (toPlainHex(witness.keyHash) !== hash)
    throw new FormatError(field, 'has a hash that is not of its name and key');
  return witness;
}

/** The witness that a name and an Ed25519 key make. */
export function witnessOf(name: string, publicKey: Uint8Array): NoteVerifier {
  const keyHash = sha256(concat(utf8(name), Uint8Array.of(0x0a, COSIGNATURE_V1), publicKey)).subarray(0, 4);
  return { name, keyHash, publicKey };
}

/** A signature line for a checkpoint's note text. `unixSeconds` is when the witness saw it. */
export function cosign(
  text: string,
  unixSeconds: number,
  signer: Pick<NoteSigner, 'name' | 'publicKey' | 'sign'>,
): string {
  const { name, keyHash } = witnessOf(signer.name, signer.publicKey);
  const signature = signer.sign(utf8(cosignedText(text, BigInt(unixSeconds))));
  return `— ${name} ${toBase64(concat(keyHash, uintBytes(unixSeconds, 8), signature))}\n`;
}

/** When the witness saw the checkpoint, in Unix seconds; null when the signature is not its. */
export function cosignedAt({ signature }: NoteSignature, text: string, witness: NoteVerifier): bigint | null {
  if (signature.length !== 72) return null;
  const time = bytesUint(signature.subarray(0, 8));
  const message = utf8(cosignedText(text, time));
  return verifyEd25519(signature.subarray(8), message, witness.publicKey) ? time : null;
}

function cosignedText(text: string, time: bigint): string {
  return `cosignature/v1\ntime ${time}\n${text}`;
}
