import type { Language } from '@lanran/protocol/kernel/language';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { adviceIn } from './advice.ts';
import type { ConceptFormat } from './proposal-documents.ts';

const MAX_BYTES = 1_000_000;

const FORMATS: Readonly<Record<string, ConceptFormat>> = {
  csv: 'CSV',
  ttl: 'TURTLE',
  turtle: 'TURTLE',
  jsonld: 'JSON_LD',
  json: 'JSON_LD',
};

/** Endings that a file chooser offers. */
export const FILE_ENDINGS = Object.keys(FORMATS).map((ending) => `.${ending}`);

/** A file of concepts as it is sent. */
export interface ConceptFile {
  readonly name: string;
  readonly format: ConceptFormat;
  readonly document: string;
}

export type FileFault = 'wrongKind' | 'tooLarge' | 'notText';

/** What a chosen file holds, or why it is not sent. */
export async function readConceptFile(file: File): Promise<ConceptFile | FileFault> {
  const format = FORMATS[/\.([a-z]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? ''];
  if (format === undefined) return 'wrongKind';
  if (file.size > MAX_BYTES) return 'tooLarge';
  try {
    // Without the mark that some programs put before UTF-8.
    const document = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    return { name: file.name, format, document };
  } catch (error) {
    if (error instanceof TypeError) return 'notText';
    throw error;
  }
}

/** An error of a file, in the reader's language. */
export interface FileProblem {
  /** Of a table; null in other formats. */
  readonly line: number | null;
  /** The concept, where no line is known. */
  readonly place: string;
  /** As the formats name it: `prefLabel.zh`. Empty for the whole row. */
  readonly field: string;
  readonly text: string;
}

/** @param problem `line 4: prefLabel.zh`, and the same before the advice */
export function speakProblem(
  { field, message }: { readonly field: string; readonly message: string },
  language: Language,
): FileProblem {
  const [, place = field, name = ''] = /^(.*?)(?:: ([A-Za-z]+(?:\.\w+)*))?$/.exec(field) ?? [];
  const line = /^line (\d+)$/.exec(place)?.[1];
  const advice = message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message;
  return {
    line: line === undefined ? null : Number(line),
    place: line === undefined ? place : '',
    field: name,
    text: adviceIn(language, advice),
  };
}

/** Why a file can't be read at all; null for what is no fault of the file. */
export function refusedDocument(error: unknown, language: Language): string | null {
  if (!(error instanceof RefusedError) || error.field !== 'document') return null;
  return adviceIn(language, error.message.replace(/^document: /, ''));
}
