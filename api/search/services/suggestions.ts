import type { BilingualText } from '@lanran/protocol/kernel/language';
import { todayOf } from '@lanran/protocol/kernel/day';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';
import type { LocalizedText } from '../../platform/kernel/localized-text.ts';
import type { ConceptLabels } from '../domain/concept-labels.ts';
import { fold } from '../domain/folding.ts';
import { piecesOf } from '../domain/pieces.ts';
import { conceptAlternatives, plan } from '../domain/plan.ts';
import { syllablesOf } from '../domain/pinyin.ts';
import type { AskedGroup, AssetIndex, Found } from '../ports/asset-index.ts';
import { IndexUnavailableError } from '../ports/index-unavailable-error.ts';
import type { IndexFollower } from './index-follower.ts';

export const SUGGESTION_KINDS = ['CONCEPT', 'ORGANIZATION', 'WORD'] as const;
export type SuggestionKind = (typeof SUGGESTION_KINDS)[number];

export const ORGANIZATION_ROLES = ['HOLDER', 'COMMUNITY'] as const;
export type OrganizationRole = (typeof ORGANIZATION_ROLES)[number];

const MAX_TEXT = 200;
const MAX_OF_KIND = 6;
const SHORTEST_WORD = 2;

export interface Suggestion {
  readonly kind: SuggestionKind;
  /** What to search for. */
  readonly text: string;
  readonly name: LocalizedText;
  /** How many assets everybody may see have it. */
  readonly count: number;
  readonly concept: string | null;
  readonly organizationId: OrganizationId | null;
  /** As what the counted assets name it. */
  readonly organizationRole: OrganizationRole | null;
}

export interface SuggestionsOptions {
  readonly index: AssetIndex;
  readonly follower: Pick<IndexFollower, 'follow'>;
  readonly organizations: Pick<OrganizationStore, 'findMany'>;
  readonly labels: { current(): Promise<ConceptLabels> };
  readonly clock: Clock;
}

interface Candidate extends Omit<Suggestion, 'count'> {
  readonly group: AskedGroup;
}

interface NamedOrganization {
  readonly id: OrganizationId;
  readonly name: LocalizedText;
  /** How it may be typed, folded. */
  readonly written: readonly string[];
  readonly role: OrganizationRole;
  readonly count: number;
}

/** What somebody who types may mean, by what everybody may see: the same for every reader. */
export class SuggestionsService {
  readonly #options: SuggestionsOptions;

  constructor(options: SuggestionsOptions) {
    this.#options = options;
  }

  /** Empty while the index is being made. @throws BadInputError */
  async suggest(text: string): Promise<Suggestion[]> {
    if (text.length > MAX_TEXT) throw new BadInputError('text', `must have at most ${MAX_TEXT} characters.`);
    if (piecesOf(text).length === 0) return [];
    try {
      await this.#options.follower.follow();
      const [counted, organizations] = await Promise.all([
        this.#counted([...(await this.#concepts(text)), ...(await this.#words(text))]),
        this.#organizations(text),
      ]);
      const of = (kind: SuggestionKind) => counted.filter((each) => each.kind === kind && each.count > 0);
      const concepts = of('CONCEPT').toSorted(
        (left, right) =>
          Number(isNamedSo(right, text)) - Number(isNamedSo(left, text)) || right.count - left.count,
      );
      return [...concepts.slice(0, MAX_OF_KIND), ...organizations, ...of('WORD').slice(0, MAX_OF_KIND)];
    } catch (error) {
      if (error instanceof IndexUnavailableError) return [];
      throw error;
    }
  }

  async #concepts(text: string): Promise<Candidate[]> {
    const labels = await this.#options.labels.current();
    return labels.beginningWith(text, 2 * MAX_OF_KIND).map((concept) => ({
      kind: 'CONCEPT',
      text: concept.name.zh,
      name: concept.name,
      concept: concept.key,
      organizationId: null,
      organizationRole: null,
      group: { alternatives: conceptAlternatives(concept, labels), isOptional: false },
    }));
  }

  /** The last word, completed. */
  async #words(text: string): Promise<Candidate[]> {
    const last = piecesOf(text).at(-1);
    if (last === undefined || last.kind !== 'word' || last.end < text.length) return [];
    if (last.text.length < SHORTEST_WORD) return [];
    const labels = await this.#options.labels.current();
    const words = await this.#options.index.completions(last.text, MAX_OF_KIND);
    return words.flatMap((word) => {
      const completed = `${text.slice(0, last.start)}${word}`;
      const [group] = plan(word, labels).groups;
      if (group === undefined || word === last.text) return [];
      const name: BilingualText = { en: completed, zh: completed };
      const none = { concept: null, organizationId: null, organizationRole: null };
      return [{ kind: 'WORD', text: completed, name, ...none, group }];
    });
  }

  /** One question for all of them. */
  async #counted(candidates: readonly Candidate[]): Promise<Suggestion[]> {
    if (candidates.length === 0) return [];
    const { groupCounts } = await this.#ask(
      candidates.map(({ group: { alternatives } }) => ({ alternatives, isOptional: false })),
      null,
    );
    return candidates.map(({ group: _, ...suggestion }, at) => ({
      ...suggestion,
      count: groupCounts[at] ?? 0,
    }));
  }

  async #organizations(text: string): Promise<Suggestion[]> {
    const wanted = squeezed(text);
    const named = await this.#named();
    return named
      .filter(({ written }) => written.some((name) => name.startsWith(wanted) || name.includes(` ${wanted}`)))
      .sort((left, right) => right.count - left.count)
      .slice(0, MAX_OF_KIND)
      .map(({ id, name, role, count }) => ({
        kind: 'ORGANIZATION',
        text: name.zh ?? name.en ?? '',
        name,
        count,
        concept: null,
        organizationId: id,
        organizationRole: role,
      }));
  }

  /** Organizations that hold, or stand behind, something that everybody may see. */
  async #named(): Promise<NamedOrganization[]> {
    const { facets } = await this.#ask([], 0);
    const counted = new Map<OrganizationId, Pick<NamedOrganization, 'role' | 'count'>>();
    const add = (id: OrganizationId | null, role: OrganizationRole, count: number) => {
      if (id !== null && count > (counted.get(id)?.count ?? 0)) counted.set(id, { role, count });
    };
    for (const { value, count } of facets?.holders ?? []) add(value, 'HOLDER', count);
    for (const { value, count } of facets?.communities ?? []) add(value, 'COMMUNITY', count);
    const found = await this.#options.organizations.findMany([...counted.keys()]);
    return found.map(({ id, name, slug }) => ({
      id,
      name,
      role: counted.get(id)?.role ?? 'HOLDER',
      count: counted.get(id)?.count ?? 0,
      written: [
        ...[slug, name.zh ?? '', name.en ?? ''].map(squeezed),
        syllablesOf(name.zh ?? '').join(''),
        fold(name.en ?? ''),
      ],
    }));
  }

  async #ask(groups: readonly AskedGroup[], maxTerms: number | null): Promise<Found> {
    return this.#options.index.search({
      groups,
      filter: {},
      audience: { organizationIds: [] },
      today: todayOf(Math.floor(this.#options.clock.now().getTime() / 1000)),
      sort: 'NEWEST',
      first: 1,
      after: null,
      maxTerms,
    });
  }
}

/** Does its name itself begin as the text, and not just another label or its sound? */
function isNamedSo({ name }: Pick<Suggestion, 'name'>, text: string): boolean {
  const wanted = squeezed(text);
  return [name.zh, name.en].some((each) => squeezed(each ?? '').startsWith(wanted));
}

function squeezed(text: string): string {
  return fold(text).replace(/[\s'’ʼ-]/g, '');
}
