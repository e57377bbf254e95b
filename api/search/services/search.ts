import type { Day } from '@lanran/protocol/kernel/day';
import { todayOf } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { type Asset, canView } from '../../assets/domain/asset.ts';
import {
  ASSET_SORTS,
  type AssetFacets,
  type AssetFilter,
  type LeafRange,
  type MeantFilter,
} from '../../assets/domain/asset-query.ts';
import type { ConceptReader } from '../../concepts/ports/concept-reader.ts';
import { meantFilter } from '../../assets/domain/catalog-term.ts';
import { NEVER_FOR_SALE } from '../../assets/domain/availability.ts';
import type { AssetStore, AvailableAsset } from '../../assets/ports/asset-store.ts';
import { type Sale, saleOf } from '../domain/sale.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import { BadInputError, SearchNotReadyError } from '../../platform/kernel/errors.ts';
import type { PageRequest } from '../../platform/kernel/page.ts';
import type { ConceptLabels } from '../domain/concept-labels.ts';
import { type Part, plan } from '../domain/plan.ts';
import type { Alternative, Group, PlannedQuery } from '../domain/planned-query.ts';
import type { GroupMatch } from '../domain/scoring.ts';
import { isPriceSort, type SearchSort } from '../domain/search-sort.ts';
import type { AssetIndex, Found, IndexQuery } from '../ports/asset-index.ts';
import { IndexUnavailableError } from '../ports/index-unavailable-error.ts';
import type { IndexFollower } from './index-follower.ts';

const MAX_TEXT = 200;
const MAX_TERMS = 20;
const MAX_FACET_TERMS = 200;
const CURSOR = /^\d{1,9}$/;
const MAX_GROUPS = 24;
const MAX_DIVISIONS = 3;
const DAY_MS = 86_400_000;
const NO_LEAVES = { from: 0, before: 0 };

export interface SearchOptions {
  readonly index: AssetIndex;
  readonly follower: Pick<IndexFollower, 'follow' | 'state'>;
  readonly assets: Pick<AssetStore, 'findAvailable' | 'findShown' | 'findLeaves' | 'list'>;
  readonly concepts: ConceptReader;
  readonly labels: { current(): Promise<ConceptLabels> };
  readonly clock: Clock;
}

export interface SearchQuestion {
  readonly filter: AssetFilter;
  readonly sort: SearchSort;
  readonly page: PageRequest;
  readonly hasFacets: boolean;
  /** Only what these leaves published; needs the index. */
  readonly publishedBy?: LeafRange;
}

/** What a part of the question came to. */
export interface AnsweredPart {
  /** As it was typed. */
  readonly text: string;
  /** How many assets that the reader may see have it. */
  readonly count: number;
  /** What was searched instead, because nothing has it; null: it was searched as typed. */
  readonly insteadOf: string | null;
  readonly alternatives: readonly Alternative[];
}

export interface FoundAsset {
  readonly asset: Asset;
  readonly sale: Sale;
  readonly cursor: string;
  /** Empty unless the order is relevance, and beyond the first few hundred. */
  readonly matches: readonly GroupMatch[];
}

export interface SearchAnswer {
  readonly items: readonly FoundAsset[];
  readonly hasNextPage: boolean;
  readonly totalCount: number;
  /** Null where none were asked for, or while the index is being made. */
  readonly facets: AssetFacets | null;
  /** By group: what was typed. */
  readonly texts: readonly string[];
  /** Words after a minus sign, which are not searched for and exclude nothing. */
  readonly leftOut: readonly string[];
  /** Of the text, in order; those that only help the rank are left out. */
  readonly parts: readonly AnsweredPart[];
  /** False: no asset has every part; these have the most. */
  readonly isWhole: boolean;
}

interface Asked extends Omit<SearchQuestion, 'filter'> {
  readonly text: string;
  readonly leftOut: readonly string[];
  readonly filter: MeantFilter;
  readonly groups: readonly Group[];
  /** What the read models show at least. */
  readonly leaves: number;
}

/** Finds assets by words in any language, for those for whom they exist. */
export class SearchService {
  readonly #options: SearchOptions;

  constructor(options: SearchOptions) {
    this.#options = options;
  }

  /**
   * Without a text it lists, whether or not there is an index; facets are null then.
   * @throws BadInputError
   * @throws SearchNotReadyError when there is a text and no index
   */
  async search(actor: Actor, question: SearchQuestion): Promise<SearchAnswer> {
    const { text = '', ...written } = question.filter;
    checkTerms(written);
    if (isPriceSort(question.sort) && written.price === undefined)
      throw new BadInputError('sort', 'orders prices of one currency: name it in `filter.price.token`.');
    if (written.licensable !== undefined && written.licensable.firstDay < this.#today())
      throw new BadInputError('filter.licensable.from', 'must be today or later, by the days of UTC.');
    const meant = meantFilter(written, await this.#options.concepts.current());
    const { groups, leftOut } = await this.#planned(text);
    try {
      const leaves = await this.#options.follower.follow();
      const filter = within(await this.#withLeaves(meant), question.publishedBy);
      return await this.#ask(actor, { ...question, text, leftOut, filter, groups, leaves });
    } catch (error) {
      if (!(error instanceof IndexUnavailableError)) throw error;
      // MongoDB lists by none of them.
      const isIndexed = [meant.licensable, meant.colors, meant.price].some((each) => each !== undefined);
      if (groups.length > 0 || isIndexed || question.publishedBy !== undefined)
        throw new SearchNotReadyError(this.progress());
      return this.#list(actor, { ...question, filter: meant });
    }
  }

  /** Counts over what exists for the actor under the filter. @throws BadInputError, SearchNotReadyError */
  async facets(actor: Actor, filter: AssetFilter): Promise<AssetFacets> {
    const page = { first: 1, after: null };
    const { facets } = await this.search(actor, { filter, sort: 'NEWEST', page, hasFacets: true });
    if (facets === null) throw new SearchNotReadyError(this.progress());
    return facets;
  }

  async labels(): Promise<ConceptLabels> {
    return this.#options.labels.current();
  }

  isReady(): boolean {
    return this.#options.follower.state.kind === 'READY';
  }

  /** Null when the index is not being made. */
  progress(): { readonly built: number; readonly total: number } | null {
    const { state } = this.#options.follower;
    return state.kind === 'BUILDING' ? state : null;
  }

  /** With the leaves of the day, by which engines know it. */
  async #withLeaves({ publishedOn, ...filter }: MeantFilter): Promise<MeantFilter> {
    if (publishedOn === undefined) return filter;
    const day = { from: new Date(publishedOn * DAY_MS), before: new Date((publishedOn + 1) * DAY_MS) };
    return { ...filter, publishedBy: (await this.#options.assets.findLeaves(day)) ?? NO_LEAVES };
  }

  async #list(
    actor: Actor,
    { filter, sort, page }: Pick<Asked, 'filter' | 'sort' | 'page'>,
  ): Promise<SearchAnswer> {
    const listed = ASSET_SORTS.find((known) => known === sort) ?? 'NEWEST';
    const asked = this.#asked(actor);
    const found = await this.#options.assets.list({ filter, sort: listed, page, ...asked });
    const available = byId(await this.#options.assets.findAvailable(found.items.map(({ item }) => item.id)));
    return {
      items: found.items.map(({ item, cursor }) => ({
        asset: item,
        sale: saleOf(available.get(item.id)?.availability ?? NEVER_FOR_SALE, asked.today),
        cursor,
        matches: [],
      })),
      hasNextPage: found.hasNextPage,
      totalCount: found.totalCount,
      facets: null,
      texts: [],
      leftOut: [],
      parts: [],
      isWhole: true,
    };
  }

  async #ask(actor: Actor, question: Asked): Promise<SearchAnswer> {
    const { index } = this.#options;
    const { text, leftOut, filter } = question;
    const { sort, hasFacets, page } = question;
    const maxTerms = hasFacets ? MAX_FACET_TERMS : null;
    if (page.after !== null && !CURSOR.test(page.after))
      throw new BadInputError('after', 'must be a cursor of an earlier page; begin again without it.');
    const asked = { sort, maxTerms, ...page, filter, ...this.#asked(actor) };
    const search = (some: readonly Group[]) => index.search({ ...asked, groups: some.map(toAsked) });
    const { groups, found: first } = await this.#divided(question, search);
    const replaced = await this.#replaced(groups, first);
    const isReplaced = replaced.some((group, at) => group !== groups[at]);
    const found = isReplaced ? await search(replaced) : first;
    return {
      items: await this.#read(actor, found, question.leaves),
      hasNextPage: found.hasNextPage,
      totalCount: found.total,
      facets: found.facets,
      texts: groups.map(({ start, end }) => text.slice(start, end)),
      leftOut,
      parts: partsOf({ text, groups, replaced, found }),
      isWhole: found.isWhole,
    };
  }

  async #planned(text: string): Promise<Pick<PlannedQuery, 'groups' | 'leftOut'>> {
    if (text.trim() === '') return { groups: [], leftOut: [] };
    if (text.length > MAX_TEXT)
      throw new BadInputError('filter.text', `must have at most ${MAX_TEXT} characters.`);
    const labels = await this.#options.labels.current();
    const { groups, leftOut } = plan(text, labels);
    if (groups.length === 0) throw new BadInputError('filter.text', 'has no letter or digit to search for.');
    if (groups.length > MAX_GROUPS)
      throw new BadInputError('filter.text', `must have at most ${MAX_GROUPS} words.`);
    return { groups, leftOut };
  }

  /** The parts of the question; a concept that nothing bears is searched by its words: `Miao costume` as Miao and costume. */
  async #divided(
    { text, groups: whole }: Pick<Asked, 'text' | 'groups'>,
    search: (groups: readonly Group[]) => Promise<Found>,
  ): Promise<{ readonly groups: readonly Group[]; readonly found: Found }> {
    let [groups, found] = [whole, await search(whole)];
    const divided: Part[] = [];
    for (let time = 0; time < MAX_DIVISIONS; time += 1) {
      const empty = groups.filter(({ isDivisible }, at) => isDivisible && found.groupCounts[at] === 0);
      if (empty.length === 0) break;
      divided.push(...empty);
      const next = plan(text, await this.#options.labels.current(), divided).groups;
      if (next.length > MAX_GROUPS) break;
      groups = next;
      found = await search(groups);
    }
    return { groups, found };
  }

  /** Each group that nothing answers, with what may have been meant. */
  async #replaced(groups: readonly Group[], { groupCounts }: Found): Promise<readonly Group[]> {
    const isUnanswered = (group: Group, at: number) => !group.isOptional && groupCounts[at] === 0;
    const unanswered = groups.filter(isUnanswered);
    if (unanswered.length === 0) return groups;
    const words = [...new Set(unanswered.flatMap(({ word }) => word ?? []))];
    const corrections = words.length === 0 ? [] : await this.#options.index.corrections(words);
    return groups.map((group, at) => {
      if (!isUnanswered(group, at)) return group;
      const alternatives = group.fallbacks(corrections[words.indexOf(group.word ?? '')] ?? []);
      return alternatives.length === 0 ? group : { ...group, alternatives };
    });
  }

  #asked(actor: Actor): Pick<IndexQuery, 'audience'> & { readonly today: Day } {
    return { audience: { organizationIds: organizationsOf(actor) }, today: this.#today() };
  }

  #today(): Day {
    return todayOf(Math.floor(this.#options.clock.now().getTime() / 1000));
  }

  /** The rule is asked once more, of what is shown. */
  async #read(actor: Actor, { hits }: Found, leaves: number): Promise<FoundAsset[]> {
    const ids = hits.map(({ id }) => id);
    const available = byId(await this.#options.assets.findShown(ids, leaves));
    const today = this.#today();
    return hits.flatMap(({ id, cursor, parts }) => {
      const found = available.get(id);
      if (found === undefined || !canView(actor, found.asset)) return [];
      return [{ asset: found.asset, sale: saleOf(found.availability, today), cursor, matches: parts }];
    });
  }
}

function byId(found: readonly AvailableAsset[]): Map<AssetId, AvailableAsset> {
  return new Map(found.map((each) => [each.asset.id, each]));
}

function within(filter: MeantFilter, leaves: LeafRange | undefined): MeantFilter {
  if (leaves === undefined) return filter;
  const { from, before } = filter.publishedBy ?? leaves;
  const publishedBy = { from: Math.max(from, leaves.from), before: Math.min(before, leaves.before) };
  return { ...filter, publishedBy };
}

/** @throws BadInputError */
function checkTerms({ terms = [], peoples = [] }: AssetFilter): void {
  if (peoples.length > MAX_TERMS) throw new BadInputError('filter.peoples', `must be at most ${MAX_TERMS}.`);
  if (terms.length > MAX_TERMS) throw new BadInputError('filter.terms', `must be at most ${MAX_TERMS}.`);
}

function toAsked({ alternatives, isOptional }: Group) {
  return { alternatives, isOptional };
}

interface Answered {
  readonly text: string;
  readonly groups: readonly Group[];
  readonly replaced: readonly Group[];
  readonly found: Found;
}

function partsOf({ text, groups, replaced, found }: Answered): AnsweredPart[] {
  return replaced.flatMap((group, at) => {
    if (group.isOptional) return [];
    const typed = text.slice(group.start, group.end);
    const count = found.groupCounts[at] ?? 0;
    const isReplaced = group !== groups[at] && count > 0;
    return [
      {
        text: typed,
        count,
        insteadOf: isReplaced ? (meantBy(group.alternatives) ?? typed) : null,
        alternatives: group.alternatives,
      },
    ];
  });
}

function meantBy(alternatives: readonly Alternative[]): string | null {
  for (const { reason } of alternatives) if (reason.kind === 'spelling') return reason.word;
  return null;
}

function organizationsOf(actor: Actor): OrganizationId[] {
  return actor.kind === 'anonymous' ? [] : actor.memberships.map(({ organizationId }) => organizationId);
}
