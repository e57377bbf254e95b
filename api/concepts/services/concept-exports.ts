import type { Concept } from '../domain/concept.ts';
import type { ConceptFormat } from '../domain/concept-format.ts';
import type { Concepts } from '../domain/concepts.ts';
import type { ConceptReader } from '../ports/concept-reader.ts';
import { writeCsv } from './formats/csv.ts';
import { writeJsonLd } from './formats/json-ld.ts';
import { writeTurtle } from './formats/turtle.ts';

export interface ConceptExport {
  readonly text: string;
  /** Of the concepts that it shows. */
  readonly version: number;
}

export interface ExportedConcepts {
  readonly format: ConceptFormat;
  /** All of them, unless one of these is named. */
  readonly vocabulary?: string | undefined;
  readonly code?: string | undefined;
}

export interface ConceptExportsOptions {
  readonly concepts: ConceptReader;
  readonly publicUrl: () => URL;
}

/** Accepted concepts as documents, for everybody. Lists are written once for each version. */
export class ConceptExports {
  readonly #options: ConceptExportsOptions;
  /** By what is asked for; of one version. */
  readonly #written = new Map<string, Promise<string>>();
  #version = -1;

  constructor(options: ConceptExportsOptions) {
    this.#options = options;
  }

  /** Null for a concept that is not there. */
  async write({ format, vocabulary, code }: ExportedConcepts): Promise<ConceptExport | null> {
    const concepts = await this.#options.concepts.current();
    const { version } = concepts;
    if (code === undefined) return { text: await this.#writeList(concepts, format, vocabulary), version };
    const concept = concepts.get(`${vocabulary}/${code}`);
    return concept === null ? null : { text: await this.#write([concept], format), version };
  }

  #writeList(concepts: Concepts, format: ConceptFormat, vocabulary: string | undefined): Promise<string> {
    if (concepts.version !== this.#version) this.#written.clear();
    this.#version = concepts.version;
    const question = `${format}/${vocabulary ?? ''}`;
    const known = this.#written.get(question);
    if (known !== undefined) return known;
    const wanted = concepts.all.filter((each) => vocabulary === undefined || each.vocabulary === vocabulary);
    const writing = this.#write(wanted, format);
    this.#written.set(question, writing);
    writing.catch(() => this.#written.delete(question));
    return writing;
  }

  async #write(concepts: readonly Concept[], format: ConceptFormat): Promise<string> {
    const { origin } = this.#options.publicUrl();
    if (format === 'TURTLE') return writeTurtle(concepts, origin);
    return format === 'JSON_LD' ? writeJsonLd(concepts, origin) : writeCsv(concepts);
  }
}
