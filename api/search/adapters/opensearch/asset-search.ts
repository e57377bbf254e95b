import { type AssetId, parseAssetId } from '@lanran/protocol/kernel/ids';
import { BadInputError } from '../../../platform/kernel/errors.ts';
import { cursorOf, placeAfter } from '../../domain/answer-page.ts';
import { type Candidate, WEIGHED, type Weighed, weighed, weighsNewest } from '../../domain/relevance.ts';
import type { GroupMatch } from '../../domain/scoring.ts';
import type { IndexedText } from '../../domain/indexed-text.ts';
import { isPriceSort, type PriceSort, type SearchSort } from '../../domain/search-sort.ts';
import type { AskedGroup, Found, IndexQuery } from '../../ports/asset-index.ts';
import {
  all,
  answering,
  type Condition,
  IS_ASSET,
  IS_PUBLIC,
  matching,
  not,
  soldIn,
  visibleTo,
} from './conditions.ts';
import { facetRequest, facetsIn } from './facet-request.ts';
import { countsIn, countsRequest, type GroupCounts } from './group-counts.ts';
import { MOST_LISTED } from './index-mapping.ts';
import type { OpenSearchClient } from './opensearch-client.ts';
import { rankedBy } from './rank-request.ts';
import { countIn, searchIn, type SearchRequest, type SearchResponse } from './search-request.ts';

const NEWEST = [{ publishedIndex: 'desc' }];
const OLDEST = [{ publishedIndex: 'asc' }];
/** Without a text, the newest are the most relevant. */
const ORDERS: Readonly<Record<Exclude<SearchSort, PriceSort>, readonly object[]>> = {
  RELEVANCE: NEWEST,
  NEWEST,
  OLDEST,
  TITLE: [{ titleOrder: 'asc' }, ...OLDEST],
};
const NO_GROUPS: GroupCounts = { groupCounts: [], publicCounts: [], publicAssets: 0 };

interface Document extends Candidate {
  readonly id: AssetId;
}

/** One question to an index. */
export class AssetSearch {
  readonly #client: OpenSearchClient;
  readonly #index: string;
  readonly #query: IndexQuery;
  /** In the order of the groups; optional ones are not needed. */
  readonly #needed: readonly AskedGroup[];
  readonly #place: number;
  readonly #byRelevance: boolean;

  constructor(client: OpenSearchClient, index: string, query: IndexQuery) {
    this.#client = client;
    this.#index = index;
    this.#query = query;
    this.#needed = query.groups.filter(({ isOptional }) => !isOptional);
    this.#place = placeAfter(query.after);
    this.#byRelevance = query.sort === 'RELEVANCE' && query.groups.length > 0;
  }

  /** @throws IndexUnavailableError, BadInputError */
  async answer(): Promise<Found> {
    if (this.#place + this.#query.first > MOST_LISTED)
      throw new BadInputError('after', `reaches past the first ${MOST_LISTED} assets; narrow the filter.`);
    const { groups } = this.#query;
    if (groups.length > 0 && this.#needed.length === 0) return this.#found({ match_none: {} }, true);
    const most = this.#needed.length;
    const found = await this.#found(this.#having(most), true);
    if (found.total > 0 || most < 2) return { ...found, isWhole: found.total > 0 || most === 0 };
    const highest = await this.#mostAnswered();
    return highest === 0 ? { ...found, isWhole: false } : this.#found(this.#having(highest), false);
  }

  /** What the reader may see and asks for, and what answers so many of the groups. */
  #having(groups: number): Condition {
    const should = this.#needed.map((group) => answering(group));
    if (groups === should.length) return all([...this.#wanted(), ...should]);
    return all([...this.#wanted(), { bool: { should, minimum_should_match: groups } }]);
  }

  #wanted(): Condition[] {
    const { audience, filter, today } = this.#query;
    return [visibleTo(audience), ...matching(filter, today)];
  }

  /** A point a group, so that the highest score is the number of groups. */
  async #mostAnswered(): Promise<number> {
    const should = this.#needed.map((group) => ({ constant_score: { filter: answering(group), boost: 1 } }));
    const query = { bool: { filter: this.#wanted(), should, minimum_should_match: 1 } };
    const { hits } = await this.#ask({ query, size: 1 });
    return Math.round(hits.max_score ?? 0);
  }

  async #found(query: Condition, isWhole: boolean): Promise<Found> {
    const { groups, maxTerms, first, sort, today } = this.#query;
    const request: SearchRequest = this.#byRelevance
      ? { query, sort: NEWEST, size: WEIGHED, source: ['text', 'publishedIndex'] }
      : { query, sort: this.#orderOf(sort), size: first, from: this.#place };
    const response = await this.#ask({
      ...request,
      aggs: {
        ...(maxTerms !== null && facetRequest({ today, maxTerms })),
        ...(groups.length > 0 && { ...countsRequest(this.#query), publicFound: { filter: IS_PUBLIC } }),
      },
    });
    const total = response.hits.total.value;
    const counts = groups.length === 0 ? NO_GROUPS : countsIn(response.aggregations, groups);
    const hits = this.#byRelevance
      ? await this.#relevant({
          query,
          isWhole,
          counts,
          total,
          publicFound: countIn(response.aggregations['publicFound']),
          newest: documentsIn(response),
        })
      : idsIn(response).map((id) => ({ id, parts: [] }));
    return {
      hits: hits.map((hit, at) => ({ ...hit, cursor: cursorOf(this.#place + at) })),
      hasNextPage: this.#place + first < total,
      total,
      facets: maxTerms === null ? null : facetsIn(response.aggregations, { today, maxTerms }),
      groupCounts: counts.groupCounts,
      isWhole,
    };
  }

  #orderOf(sort: SearchSort): readonly object[] {
    if (!isPriceSort(sort)) return ORDERS[sort];
    const { filter, today } = this.#query;
    if (filter.price === undefined) return NEWEST;
    const nested = { path: 'sales', filter: all(soldIn(filter.price.token, today)) };
    const order = sort === 'PRICE_DESC' ? 'desc' : 'asc';
    return [{ 'sales.price': { order, mode: 'min', nested } }, ...NEWEST];
  }

  /** The page of those that are weighed, and after them of the others. */
  async #relevant(answered: {
    readonly query: Condition;
    readonly isWhole: boolean;
    readonly counts: GroupCounts;
    readonly total: number;
    readonly publicFound: number;
    readonly newest: readonly Document[];
  }): Promise<{ readonly id: AssetId; readonly parts: readonly GroupMatch[] }[]> {
    const { query, counts, total, publicFound, newest } = answered;
    const isNewest = weighsNewest({ found: total, publicFound, publicAssets: counts.publicAssets });
    const best = isNewest ? newest : await this.#best(answered);
    const ordered: Weighed<Document>[] = weighed(best.length > 0 ? best : newest, {
      groups: this.#query.groups,
      ...counts,
    });
    const [from, to] = [this.#place, this.#place + this.#query.first];
    const page = ordered.slice(from, to).map(({ candidate, parts }) => ({ id: candidate.id, parts }));
    if (to <= ordered.length || ordered.length >= total) return page;
    const others = await this.#ask({
      query: all([query, not({ ids: { values: ordered.map(({ candidate }) => candidate.id) } })]),
      sort: NEWEST,
      from: Math.max(0, from - ordered.length),
      size: to - Math.max(from, ordered.length),
    });
    return [...page, ...idsIn(others).map((id) => ({ id, parts: [] }))];
  }

  /** The best public ones by the engine's rank, and the newest of the others. */
  async #best({
    query,
    isWhole,
    counts,
  }: {
    readonly query: Condition;
    readonly isWhole: boolean;
    readonly counts: GroupCounts;
  }): Promise<Document[]> {
    const read = { size: WEIGHED, source: ['text', 'publishedIndex'] };
    const [open, restricted] = await Promise.all([
      isWhole
        ? this.#ask({
            ...read,
            query: rankedBy(this.#query.groups, counts, all([query, IS_PUBLIC])),
            sort: [{ _score: 'desc' }, ...NEWEST],
          })
        : null,
      this.#ask({ ...read, query: all([query, IS_ASSET, not(IS_PUBLIC)]), sort: NEWEST }),
    ]);
    return [...(open === null ? [] : documentsIn(open)), ...documentsIn(restricted)];
  }

  async #ask(request: SearchRequest): Promise<SearchResponse> {
    return searchIn(this.#client, this.#index, request);
  }
}

function idsIn({ hits }: SearchResponse): AssetId[] {
  return hits.hits.map(({ _id }) => parseAssetId(_id));
}

/** Documents have the text as it was put in. */
function documentsIn({ hits }: SearchResponse): Document[] {
  return hits.hits.map(({ _id, _source }) => {
    const { text, publishedIndex } = _source as { text: IndexedText; publishedIndex: number };
    return { id: parseAssetId(_id), text, publishedIndex };
  });
}
