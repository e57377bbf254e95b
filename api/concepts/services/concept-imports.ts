import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Actor } from '../../platform/kernel/actor.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';
import { type Concept, keyOf } from '../domain/concept.ts';
import { changedParts } from '../domain/concept-difference.ts';
import type { ConceptFormat } from '../domain/concept-format.ts';
import { parseConcept } from '../domain/concept-input.ts';
import type { ConceptProposal } from '../domain/concept-proposal.ts';
import { problemsOf } from '../domain/concept-rules.ts';
import type { Concepts } from '../domain/concepts.ts';
import type { ConceptProposals } from './concept-proposals.ts';
import { readCsv } from './formats/csv.ts';
import { readJsonLd } from './formats/json-ld.ts';
import type { ReadConcept } from './formats/read-concept.ts';
import { readTurtle } from './formats/turtle.ts';
import type { StoredConcepts } from './stored-concepts.ts';

const MAX_BYTES = 1_000_000;
const MAX_CONCEPTS = 2_000;
const MAX_PROBLEMS = 100;

const READERS: Readonly<Record<ConceptFormat, (text: string) => ReadConcept[] | Promise<ReadConcept[]>>> = {
  TURTLE: readTurtle,
  JSON_LD: readJsonLd,
  CSV: readCsv,
};

export interface ConceptDocument {
  readonly organizationId: OrganizationId;
  readonly format: ConceptFormat;
  readonly document: string;
}

export interface ProposedDocument extends ConceptDocument {
  readonly message?: string | null | undefined;
  readonly accept: boolean;
}

/** What is wrong with a concept of a document. */
export interface DocumentProblem {
  /** `line 3: prefLabel.en`. */
  readonly field: string;
  readonly message: string;
}

export interface ConceptImportOutcome {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  /** Null when nothing is new or changed, and with problems. */
  readonly proposal: ConceptProposal | null;
  readonly problems: readonly DocumentProblem[];
}

export interface ConceptImportsOptions {
  readonly proposals: Pick<ConceptProposals, 'propose' | 'requireProposer'>;
  readonly concepts: Pick<StoredConcepts, 'newest'>;
}

/** Makes one proposal of a document of concepts. With one problem nothing is proposed. */
export class ConceptImports {
  readonly #options: ConceptImportsOptions;

  constructor(options: ConceptImportsOptions) {
    this.#options = options;
  }

  /** What `propose` would do, and refuse, without doing it. @throws as `propose` */
  async check(actor: Actor, asked: ConceptDocument): Promise<ConceptImportOutcome> {
    const { counts, problems } = await this.#read(actor, asked);
    return { ...counts, proposal: null, problems };
  }

  /** @throws BadInputError for a document that can't be read at all, and as `ConceptProposals.propose` */
  async propose(actor: Actor, asked: ProposedDocument): Promise<ConceptImportOutcome> {
    const { organizationId, message, accept } = asked;
    const { counts, problems, fresh } = await this.#read(actor, asked);
    if (problems.length > 0 || fresh.length === 0) return { ...counts, proposal: null, problems };
    const proposed = { organizationId, concepts: fresh, message, accept };
    return { ...counts, proposal: await this.#options.proposals.propose(actor, proposed), problems };
  }

  async #read(actor: Actor, asked: ConceptDocument): Promise<ReadDocument> {
    await this.#options.proposals.requireProposer(actor, asked.organizationId);
    const read = await readDocument(asked);
    const { concepts, problems: unreadable } = parsed(read);
    const present = await this.#options.concepts.newest();
    const { fresh, ...counts } = sortedAgainst(present, concepts);
    const problems = unreadable.length > 0 ? unreadable : brokenRules(present, fresh);
    return {
      counts,
      problems: problems.slice(0, MAX_PROBLEMS),
      fresh: fresh.map(({ concept }) => concept),
    };
  }
}

interface ReadDocument {
  readonly counts: Pick<ConceptImportOutcome, 'added' | 'changed' | 'same'>;
  readonly problems: readonly DocumentProblem[];
  /** New or changed. */
  readonly fresh: readonly Concept[];
}

interface Placed {
  readonly place: string;
  readonly concept: Concept;
}

async function readDocument({ format, document }: ConceptDocument): Promise<ReadConcept[]> {
  const bytes = Buffer.byteLength(document);
  if (bytes > MAX_BYTES)
    throw new BadInputError(
      'document',
      `has ${bytes} bytes; at most ${MAX_BYTES} are allowed. Divide it, broader concepts first.`,
    );
  const read = await READERS[format](document);
  if (read.length === 0) throw new BadInputError('document', 'has no concept in it.');
  if (read.length > MAX_CONCEPTS)
    throw new BadInputError(
      'document',
      `has ${read.length} concepts; at most ${MAX_CONCEPTS} are allowed. Divide it, broader concepts first.`,
    );
  return read;
}

function parsed(read: readonly ReadConcept[]): { concepts: Placed[]; problems: DocumentProblem[] } {
  const concepts: Placed[] = [];
  const problems: DocumentProblem[] = [];
  for (const each of read) {
    const { place } = each;
    if ('problem' in each) {
      problems.push({ field: place, message: `${place}: ${each.problem}` });
      continue;
    }
    try {
      concepts.push({ place, concept: parseConcept(each.input, IN_PLACE) });
    } catch (error) {
      if (!(error instanceof BadInputError)) throw error;
      problems.push(
        problemAt(place, error.field.slice(IN_PLACE.length + 1), error.message.slice(error.field.length + 2)),
      );
    }
  }
  return { concepts, problems };
}

/** The place goes before the field instead. */
const IN_PLACE = 'concept';

function problemAt(place: string, field: string, advice: string): DocumentProblem {
  return { field: `${place}: ${field}`, message: `${place}: ${field}: ${advice}` };
}

function sortedAgainst(present: Concepts, concepts: readonly Placed[]) {
  const fresh: Placed[] = [];
  let [added, changed] = [0, 0];
  for (const placed of concepts) {
    const found = present.get(keyOf(placed.concept));
    if (found !== null && changedParts(found, placed.concept).length === 0) continue;
    fresh.push(placed);
    if (found === null) added += 1;
    else changed += 1;
  }
  return { fresh, added, changed, same: concepts.length - fresh.length };
}

function brokenRules(present: Concepts, fresh: readonly Placed[]): DocumentProblem[] {
  const problems = problemsOf(
    present,
    fresh.map(({ concept }) => concept),
  );
  return problems.map(({ index, field, advice }) => problemAt(fresh[index]?.place ?? '', field, advice));
}
