import { fromBase64, fromHex, toBase64, toHex, type Hex } from '../kernel/bytes.ts';
import { FormatError, SignatureError } from '../kernel/errors.ts';
import type { LogId } from '../kernel/ids.ts';
import { parseNote, parseVerifierKey, signNote, verifyNote, type NoteSigner } from './note.ts';
import { parseDecimal } from '../kernel/shape.ts';

/** C2SP `checkpoint`: what a log claims to be. */
export interface Checkpoint {
  readonly origin: string;
  /** Leaves in the tree. */
  readonly size: number;
  readonly root: Hex;
  /** Further lines, signed but not interpreted. */
  readonly extensions: readonly string[];
}

/** `lanran/` and the log's id in hex without 0x; also the checkpoint key's name. */
export function originOf(logId: LogId): string {
  return `lanran/${logId.slice(2)}`;
}

/** The text that is signed: `origin\nsize\nbase64(root)\n`. */
export function formatCheckpoint(checkpoint: Omit<Checkpoint, 'extensions'> & Partial<Checkpoint>): string {
  const { origin, size, root, extensions = [] } = checkpoint;
  return [origin, String(size), toBase64(fromHex(root)), ...extensions, ''].join('\n');
}

/** @throws FormatError when the text is not a checkpoint */
export function parseCheckpoint(text: string, field = 'checkpoint'): Checkpoint {
  const lines = text.split('\n');
  const [origin = '', sizeText = '', rootText = '', ...rest] = lines;
  if (rest.pop() !== '') throw new FormatError(field, 'must be at least three lines and end with a newline');
  if (origin === '') throw new FormatError(field, 'has no origin');
  if (rest.includes('')) throw new FormatError(field, 'has an empty extension line');
  const size = Number(parseDecimal(sizeText, `${field}.size`, 53));
  const root = fromBase64(rootText, `${field}.root`);
  if (root.length !== 32) throw new FormatError(`${field}.root`, 'must be 32 bytes');
  return { origin, size, root: toHex(root), extensions: rest };
}

/** The signed note that is served, stored and put into bundles. */
export function signCheckpoint(checkpoint: Omit<Checkpoint, 'extensions'>, signer: NoteSigner): string {
  return signNote(formatCheckpoint(checkpoint), signer);
}

/**
 * The checkpoint of a note that the log's key has signed under the log's name.
 * @throws FormatError when it is no checkpoint, SignatureError when the key did not sign it
 */
export function verifyCheckpoint(note: string, vkey: string): Checkpoint {
  const verifier = parseVerifierKey(vkey);
  const parsed = parseNote(note, 'checkpoint');
  const checkpoint = parseCheckpoint(parsed.text);
  if (checkpoint.origin !== verifier.name) {
    throw new SignatureError(`The checkpoint is of ${checkpoint.origin}, the key of ${verifier.name}.`);
  }
  const verdict = verifyNote(parsed, verifier);
  if (!verdict.ok) throw new SignatureError(`The checkpoint has ${verdict.reason}.`);
  return checkpoint;
}
