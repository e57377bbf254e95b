import { FormatError } from '../kernel/errors.ts';
import { LANGUAGES } from '../kernel/language.ts';
import { parseCount, parseMembers, parseString } from '../kernel/shape.ts';

/* The holder's license agreement: a text that a version names by its hash (ADR 53). */

export const MAX_AGREEMENT_BYTES = 1_048_576;
/** Characters a language. */
export const MAX_AGREEMENT_NAME = 120;

/** By extension, the type that the bytes have to be of. */
const MEDIA_TYPES = {
  pdf: 'application/pdf',
  txt: 'text/plain',
  md: 'text/markdown',
} as const;
export type AgreementType = (typeof MEDIA_TYPES)[keyof typeof MEDIA_TYPES];

export const AGREEMENT_EXTENSIONS: readonly string[] = Object.keys(MEDIA_TYPES).map((name) => `.${name}`);

/** Where the package of a license has its text. */
export const AGREEMENT_PLACES: readonly string[] = AGREEMENT_EXTENSIONS.map(
  (extension) => `license/agreement${extension}`,
);

/** Which text a version names, field `agreement` of its body (docs/formats.md, "Body"). */
export interface LicenseAgreement {
  /** Of the text's bytes: lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: AgreementType;
  /** At least one language. */
  readonly name: { readonly en?: string; readonly zh?: string };
}

/** Where anybody reads the text. */
export function agreementPath({ sha256 }: Pick<LicenseAgreement, 'sha256'>): string {
  return `/agreements/${sha256}`;
}

/** What the text's file is called, as in a package: `agreement.pdf`. */
export function agreementFileName({ mediaType }: Pick<LicenseAgreement, 'mediaType'>): string {
  const found = Object.entries(MEDIA_TYPES).find(([, type]) => type === mediaType);
  return `agreement.${found?.[0] ?? 'bin'}`;
}

/** The type that a file's name promises; null for one that is not taken. */
export function agreementTypeOf(fileName: string): AgreementType | null {
  const extension = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase();
  return Object.entries(MEDIA_TYPES).find(([name]) => name === extension)?.[1] ?? null;
}

/** What a text is by its bytes alone. */
export type CheckedAgreement = Pick<LicenseAgreement, 'sha256' | 'bytes' | 'mediaType'>;

/** @throws FormatError naming the member */
export function parseLicenseAgreement(value: unknown, field = 'agreement'): LicenseAgreement {
  const { sha256, bytes, mediaType, name } = parseMembers(value, field, {
    required: ['sha256', 'bytes', 'mediaType', 'name'],
  });
  const type = Object.values(MEDIA_TYPES).find((known) => known === mediaType);
  if (type === undefined)
    throw new FormatError(`${field}.mediaType`, `must be one of ${Object.values(MEDIA_TYPES).join(', ')}`);
  const size = parseCount(bytes, `${field}.bytes`, MAX_AGREEMENT_BYTES);
  if (size === 0) throw new FormatError(`${field}.bytes`, 'must be 1 or more');
  return {
    sha256: parseSha256(sha256, `${field}.sha256`),
    bytes: size,
    mediaType: type,
    name: parseName(name, `${field}.name`),
  };
}

/** @throws FormatError */
export function parseSha256(value: unknown, field: string): string {
  const text = parseString(value, field);
  if (!/^[0-9a-f]{64}$/.test(text)) throw new FormatError(field, 'must be 64 lower-case hex digits');
  return text;
}

/** Null where the two are the same; else the first member that differs. */
export function agreementDifference(
  told: CheckedAgreement,
  known: CheckedAgreement,
): 'sha256' | 'bytes' | 'mediaType' | null {
  const members = ['sha256', 'bytes', 'mediaType'] as const;
  return members.find((member) => told[member] !== known[member]) ?? null;
}

function parseName(value: unknown, field: string): LicenseAgreement['name'] {
  const members = parseMembers(value, field, { required: [], optional: LANGUAGES });
  const texts = LANGUAGES.flatMap((language) => {
    const text = members[language];
    return text === undefined ? [] : [[language, parseLine(text, `${field}.${language}`)] as const];
  });
  if (texts.length === 0) throw new FormatError(field, 'needs a text in English (en), Chinese (zh) or both');
  return Object.fromEntries(texts);
}

function parseLine(value: unknown, field: string): string {
  const text = parseString(value, field);
  if (text === '' || text.length > MAX_AGREEMENT_NAME || text !== text.normalize('NFC').trim())
    throw new FormatError(
      field,
      `must be text of 1 to ${MAX_AGREEMENT_NAME} characters in NFC, without spaces around it`,
    );
  if (/[\p{Cc}\p{Surrogate}\u2028-\u202e\u2066-\u2069]/u.test(text))
    throw new FormatError(field, 'has a line break, a control character or a mark of writing direction');
  return text;
}
