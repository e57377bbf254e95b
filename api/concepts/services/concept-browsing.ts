import { BadInputError, NotFoundError } from '../../platform/kernel/errors.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import { type Concept, type ConceptKey, keyOf, labelsOf, VOCABULARIES } from '../domain/concept.ts';
import { byKey, type Concepts } from '../domain/concepts.ts';
import { foldLabel } from '../domain/label-folding.ts';
import type { ConceptReader } from '../ports/concept-reader.ts';

const MAX_TEXT = 200;

/** Conditions that all must hold. */
export interface ConceptFilter {
  readonly vocabulary?: string | null | undefined;
  /** In the code or a label; those whose code or label begins with it come first. */
  readonly text?: string | null | undefined;
  /** Below this one, however far. */
  readonly broader?: ConceptKey | null | undefined;
  /** Without a broader one. */
  readonly topOnly?: boolean | null | undefined;
}

/** Accepted concepts, for everybody. */
export class ConceptBrowsing {
  readonly #concepts: ConceptReader;

  constructor(concepts: ConceptReader) {
    this.#concepts = concepts;
  }

  async current(): Promise<Concepts> {
    return this.#concepts.current();
  }

  /** @throws NotFoundError */
  async get(vocabulary: string, code: string): Promise<Concept> {
    const found = (await this.current()).get(`${vocabulary}/${code}`);
    if (found === null) throw new NotFoundError(`Concept ${`${vocabulary}/${code}`.slice(0, 100)}`);
    return found;
  }

  /** By vocabulary and code; with a text, the nearest first. @throws BadInputError */
  async list(filter: ConceptFilter, page: PageRequest): Promise<Page<Concept>> {
    const found = select(await this.current(), filter);
    const from = page.after === null ? 0 : placeAfter(found, page.after);
    const items = found
      .slice(from, from + page.first)
      .map((item) => ({ item, cursor: Buffer.from(keyOf(item)).toString('base64url') }));
    return { items, hasNextPage: found.length > from + page.first, totalCount: found.length };
  }
}

function select(concepts: Concepts, { vocabulary, text, broader, topOnly }: ConceptFilter): Concept[] {
  if (vocabulary != null) requireVocabulary(vocabulary);
  const wanted = parseWanted(text);
  const among = broader == null ? concepts.all : concepts.narrowerOf(broader);
  const found = among
    .filter((concept) => vocabulary == null || concept.vocabulary === vocabulary)
    .filter((concept) => topOnly !== true || concept.broader.length === 0)
    .map((concept) => ({ concept, rank: wanted === null ? 0 : rankOf(concept, wanted) }))
    .filter(({ rank }) => rank !== null);
  return found
    .sort((left, right) => (left.rank ?? 0) - (right.rank ?? 0) || byKey(left.concept, right.concept))
    .map(({ concept }) => concept);
}

/** @throws BadInputError */
export function requireVocabulary(vocabulary: string): void {
  if (!VOCABULARIES.some((known) => known === vocabulary))
    throw new BadInputError('vocabulary', `must be one of ${VOCABULARIES.join(', ')}.`);
}

function parseWanted(text: string | null | undefined): string | null {
  if (text == null || text.trim() === '') return null;
  if (text.length > MAX_TEXT)
    throw new BadInputError('filter.text', `must have at most ${MAX_TEXT} characters.`);
  return foldLabel(text.trim());
}

const FOLDED = new WeakMap<Concept, readonly string[]>();

/** Its code and labels; folded once, because every search looks at all of them. */
function foldedNames(concept: Concept): readonly string[] {
  const known = FOLDED.get(concept);
  if (known !== undefined) return known;
  const names = [concept.code, ...labelsOf(concept).map(({ text }) => text)].map(foldLabel);
  FOLDED.set(concept, names);
  return names;
}

/** 0: is it, 1: begins with it, 2: has it in it; null where it is not found. */
function rankOf(concept: Concept, wanted: string): number | null {
  const names = foldedNames(concept);
  if (names.includes(wanted)) return 0;
  if (names.some((name) => name.startsWith(wanted))) return 1;
  return names.some((name) => name.includes(wanted)) ? 2 : null;
}

function placeAfter(found: readonly Concept[], after: string): number {
  const key = Buffer.from(after, 'base64url').toString();
  const at = found.findIndex((concept) => keyOf(concept) === key);
  if (at === -1)
    throw new BadInputError('after', 'is not a cursor of this list. Take one from `pageInfo.endCursor`.');
  return at + 1;
}
