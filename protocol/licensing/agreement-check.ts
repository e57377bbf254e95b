import { toPlainHex, utf8Text } from '../kernel/bytes.ts';
import { FormatError } from '../kernel/errors.ts';
import { sha256 } from '../kernel/hash.ts';
import {
  AGREEMENT_EXTENSIONS,
  agreementTypeOf,
  type CheckedAgreement,
  MAX_AGREEMENT_BYTES,
} from './license-agreement.ts';

/**
 * Hashes a text that can be one.
 * @throws FormatError for an empty or too long one, and for bytes that are not of the type that the file's name promises
 */
export function checkAgreementText(content: Uint8Array, fileName: string): CheckedAgreement {
  const shown = JSON.stringify(fileName);
  const mediaType = agreementTypeOf(fileName);
  if (mediaType === null)
    throw new FormatError('agreement', `${shown} must be a ${AGREEMENT_EXTENSIONS.join(', ')} file`);
  if (content.length === 0) throw new FormatError('agreement', `${shown} is empty`);
  if (content.length > MAX_AGREEMENT_BYTES)
    throw new FormatError(
      'agreement',
      `${shown} has ${content.length} bytes; at most ${MAX_AGREEMENT_BYTES} are allowed`,
    );
  if (mediaType === 'application/pdf') requirePdf(content, shown);
  else requireText(content, shown);
  return { sha256: toPlainHex(sha256(content)), bytes: content.length, mediaType };
}

const PDF_HEAD = '%PDF-';
const PDF_END = '%%EOF';
/** Writers may put some bytes after the end mark. */
const PDF_TAIL_BYTES = 1_024;

function requirePdf(content: Uint8Array, shown: string): void {
  if (latin1(content.subarray(0, PDF_HEAD.length)) !== PDF_HEAD)
    throw new FormatError('agreement', `${shown} is no PDF: it does not begin with ${PDF_HEAD}`);
  if (!latin1(content.subarray(-PDF_TAIL_BYTES)).includes(PDF_END))
    throw new FormatError('agreement', `${shown} is cut off: it does not end with ${PDF_END}`);
}

function requireText(content: Uint8Array, shown: string): void {
  if (latin1(content.subarray(0, PDF_HEAD.length)) === PDF_HEAD)
    throw new FormatError('agreement', `${shown} is a PDF, which its name does not say`);
  let text: string;
  try {
    text = utf8Text(content, 'agreement');
  } catch (cause) {
    throw new FormatError('agreement', `${shown} is not UTF-8. Save it as UTF-8`, { cause });
  }
  // Line breaks, tabs and page breaks are text; other control characters are not.
  if (/[^\P{Cc}\n\t\r\f]/u.test(text))
    throw new FormatError('agreement', `${shown} has control characters: it is no text`);
  if (text.replace(/^\ufeff/, '').trim() === '')
    throw new FormatError('agreement', `${shown} has no words in it`);
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
