import type { AssetId } from '@lanran/protocol/kernel/ids';
import { cursorOf, placeAfter } from '../../domain/answer-page.ts';
import { ranking, WEIGHED, weighed, weighsNewest } from '../../domain/relevance.ts';
import { completionsOf, correctionsOf, type Correction } from '../../domain/spelling.ts';
import type { GroupMatch } from '../../domain/scoring.ts';
import { isPriceSort } from '../../domain/search-sort.ts';
import type { IndexedAsset } from '../../domain/indexed-asset.ts';
import type { AskedGroup, Found, Hit, IndexPosition, IndexQuery } from '../../ports/asset-index.ts';
import { AssetColumns } from './asset-columns.ts';
import { type Condition, filtered, type Rows } from './rows.ts';
import { TokenTables } from './token-tables.ts';

interface Answered {
  /** By publication, the oldest first. */
  readonly rows: Rows;
  /** By group: how many assets that the audience may see answer it. */
  readonly groupCounts: readonly number[];
  /** By group: how many public assets answer it. */
  readonly publicCounts: readonly number[];
  readonly isWhole: boolean;
}

interface Ordered {
  readonly rows: Rows;
  readonly parts: ReadonlyMap<number, readonly GroupMatch[]>;
}

const NO_ROWS: Rows = new Uint32Array(0);
/** Of the best by rank, filters and words that do not rank leave at least one in so many, or all are ranked. */
const MOST_LEFT_OUT = 4;

/** The index in one file, with its columns in memory. Not for two at once. */
export class SearchFile {
  readonly #tables: TokenTables;
  readonly #columns = new AssetColumns();
  /** By row. */
  readonly #ids: AssetId[] = [];

  /** @throws SqliteError where the file is damaged */
  constructor(path: string) {
    this.#tables = new TokenTables(path);
    try {
      for (const { row, id, facts } of this.#tables.assets()) {
        this.#columns.put(row, facts);
        this.#ids[row] = id;
      }
    } catch (error) {
      this.#tables.close();
      throw error;
    }
  }

  position(): IndexPosition | null {
    return this.#tables.position();
  }

  corrections(words: readonly string[]): Correction[][] {
    return words.map((word) => correctionsOf(word, this.#tables.words()));
  }

  /** Words of public assets that begin so, the most frequent first. */
  completions(beginning: string, most: number): string[] {
    return completionsOf(beginning, this.#tables.words()).slice(0, most);
  }

  apply(put: readonly IndexedAsset[], drop: readonly AssetId[], position: IndexPosition): void {
    let [rows, free]: [number[], number[]] = [[], []];
    this.#tables.transaction(() => {
      free = this.#tables.drop(drop);
      rows = this.#tables.put(put);
      this.#tables.moveTo(position);
    });
    for (const row of free) this.#columns.drop(row);
    put.forEach(({ id, facts }, at) => {
      const row = rows[at] ?? 0;
      this.#columns.put(row, facts);
      this.#ids[row] = id;
    });
  }

  /** What was replaced or dropped before is in no byte of the file afterwards. */
  expunge(): void {
    this.#tables.expunge();
  }

  search(query: IndexQuery): Found {
    const { groups, filter, audience, today, maxTerms } = query;
    const columns = this.#columns;
    const answered =
      groups.length === 0
        ? null
        : this.#answering(groups, columns.visibleTo(audience), columns.matching(filter, today));
    const rows = answered?.rows ?? columns.listed(audience, filter, today);
    const ordered = this.#ordered(rows, query, answered);
    const from = placeAfter(query.after);
    const page = ordered.rows.subarray(from, from + query.first);
    return {
      hits: [...page].map((row, at): Hit => ({
        id: this.#idOf(row),
        cursor: cursorOf(from + at),
        parts: ordered.parts.get(row) ?? [],
      })),
      hasNextPage: from + query.first < rows.length,
      total: rows.length,
      facets: maxTerms === null ? null : columns.facets(rows, { today, maxTerms }),
      groupCounts: answered?.groupCounts ?? [],
      isWhole: answered?.isWhole ?? true,
    };
  }

  close(): void {
    this.#tables.close();
  }

  #idOf(row: number): AssetId {
    const id = this.#ids[row];
    if (id === undefined) throw new RangeError(`no asset in row ${row}`);
    return id;
  }

  /** Rows that answer every group that is not optional; where there are none, those that answer the most. */
  #answering(groups: readonly AskedGroup[], isVisible: Condition, isWanted: Condition): Answered {
    const answers = new Uint8Array(this.#columns.size);
    const groupCounts = groups.map(() => 0);
    const publicCounts = groups.map(() => 0);
    let needed = 0;
    groups.forEach((group, at) => {
      if (group.isOptional) return;
      needed += 1;
      const open = this.#tables.rowsOf('public_tokens', group);
      const theirs = filtered(this.#tables.rowsOf('restricted_tokens', group), isVisible);
      for (const rows of [open, theirs]) for (const row of rows) answers[row] = (answers[row] ?? 0) + 1;
      publicCounts[at] = open.length;
      groupCounts[at] = open.length + theirs.length;
    });
    const having = (most: number) =>
      filtered(
        this.#columns.byPublished(),
        (row) => answers[row] === most && isVisible(row) && isWanted(row),
      );
    let most = needed;
    let rows = needed === 0 ? NO_ROWS : having(needed);
    while (rows.length === 0 && most > 1) {
      most -= 1;
      rows = having(most);
    }
    const isWhole = most === needed && (needed === 0 || rows.length > 0);
    return { rows, groupCounts, publicCounts, isWhole };
  }

  #ordered(rows: Rows, { sort, groups, filter, today: day }: IndexQuery, answered: Answered | null): Ordered {
    const plain = (sorted: Rows): Ordered => ({ rows: sorted, parts: new Map() });
    if (sort === 'OLDEST') return plain(rows);
    if (sort === 'TITLE') return plain(this.#columns.byTitle(rows));
    if (isPriceSort(sort) && filter.price !== undefined) {
      const { token } = filter.price;
      return plain(this.#columns.byPrice(rows, { day, token, isDescending: sort === 'PRICE_DESC' }));
    }
    const newest = rows.toReversed();
    if (isPriceSort(sort) || sort === 'NEWEST' || answered === null) return plain(newest);
    const weighed = this.#weighed(this.#candidates(newest, groups, answered), groups, answered);
    const isWeighed = new Set(weighed.map(({ row }) => row));
    const others = filtered(newest, (row) => !isWeighed.has(row));
    const ordered = new Uint32Array(rows.length);
    ordered.set(weighed.map(({ row }) => row));
    ordered.set(others, weighed.length);
    return { rows: ordered, parts: new Map(weighed.map(({ row, parts }) => [row, parts])) };
  }

  /**
   * Those to weigh: all, if they are few; the best of the public ones by the engine's rank and the newest others; or, of very
   * many, the newest.
   */
  #candidates(newest: Rows, groups: readonly AskedGroup[], { publicCounts }: Answered): number[] {
    const restricted = filtered(newest, (row) => !this.#columns.isPublic(row));
    const publicFound = newest.length - restricted.length;
    const publicAssets = this.#columns.publicRows().length;
    if (weighsNewest({ found: newest.length, publicFound, publicAssets }))
      return [...newest.subarray(0, WEIGHED)];
    const isChosen = new Uint8Array(this.#columns.size);
    for (const row of newest) isChosen[row] = 1;
    const ranked = ranking(groups, { publicCounts, publicAssets });
    const candidates = this.#best(ranked, (row) => isChosen[row] === 1);
    candidates.push(...restricted.subarray(0, WEIGHED));
    return candidates.length > 0 ? candidates : [...newest.subarray(0, WEIGHED)];
  }

  /** Of the public rows that are chosen, the best by the rank of these groups. */
  #best(groups: readonly AskedGroup[], isChosen: Condition): number[] {
    for (const most of [MOST_LEFT_OUT * WEIGHED, this.#columns.size]) {
      const ranked = this.#tables.ranked(groups, most);
      const chosen = filtered(ranked, isChosen);
      if (chosen.length >= WEIGHED || ranked.length < most) return [...chosen.subarray(0, WEIGHED)];
    }
    return [];
  }

  #weighed(rows: readonly number[], groups: readonly AskedGroup[], { publicCounts }: Answered) {
    const texts = this.#tables.texts(rows);
    const candidates = rows.flatMap((row) => {
      const text = texts.get(row);
      return text === undefined ? [] : [{ row, text, publishedIndex: this.#columns.publishedIndex(row) }];
    });
    const found = weighed(candidates, {
      groups,
      publicCounts,
      publicAssets: this.#columns.publicRows().length,
    });
    return found.map(({ candidate, parts }) => ({ row: candidate.row, parts }));
  }
}
