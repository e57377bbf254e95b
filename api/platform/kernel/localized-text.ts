import { BadInputError } from './errors.ts';

/** Text in one or both languages; at least one is present. */
export interface LocalizedText {
  readonly en?: string;
  readonly zh?: string;
}

export const MAX_LINE = 300;

/** With them a text reads otherwise than it is signed. */
export const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/;

export interface LocalizedTextInput {
  readonly en?: string | null | undefined;
  readonly zh?: string | null | undefined;
}

export function parseText(input: LocalizedTextInput, field: string, maxLength: number): LocalizedText {
  const en = parseLanguage(input.en, `${field}.en`, maxLength);
  const zh = parseLanguage(input.zh, `${field}.zh`, maxLength);
  if (en === null && zh === null)
    throw new BadInputError(field, 'needs a text in English (en), Chinese (zh) or both.');
  return { ...(en !== null && { en }), ...(zh !== null && { zh }) };
}

/** A text of one line: lists, citations and file names hold it. */
export function parseTitle(input: LocalizedTextInput, field: string, maxLength: number): LocalizedText {
  const title = parseText(input, field, maxLength);
  for (const language of ['en', 'zh'] as const) requireLine(title[language] ?? '', `${field}.${language}`);
  return title;
}

export function parseLanguage(
  text: string | null | undefined,
  field: string,
  maxLength: number,
): string | null {
  const trimmed = text?.normalize('NFC').trim() ?? '';
  if (trimmed === '') return null;
  if (trimmed.length > maxLength) {
    throw new BadInputError(
      field,
      `has ${trimmed.length} characters; at most ${maxLength} are allowed. Shorten it.`,
    );
  }
  // Line breaks and tabs are text; other control characters and lone surrogates are not.
  if (/[\p{Surrogate}]|[^\P{Cc}\n\t\r]/u.test(trimmed))
    throw new BadInputError(field, 'has a control character. Remove it.');
  requireOneDirection(trimmed, field);
  return trimmed;
}

/** @throws BadInputError */
export function requireOneDirection(text: string, field: string): void {
  if (DIRECTIONS.test(text))
    throw new BadInputError(
      field,
      'has an invisible character that turns the direction of what is read (U+202A–202E, U+2066–2069). Remove it.',
    );
}

/** CR, LF, and the separators of lines and paragraphs; other control characters are refused everywhere. */
export function requireLine(text: string, field: string): void {
  if (/[\r\n\u2028\u2029]/.test(text))
    throw new BadInputError(field, 'must be a single line. Remove the line breaks.');
}
