import type { Day } from '@lanran/protocol/kernel/day';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { AssetFacets, MeantFilter } from '../../assets/domain/asset-query.ts';
import type { Audience } from '../../assets/ports/asset-store.ts';
import type { IndexedAsset } from '../domain/indexed-asset.ts';
import type { Alternative } from '../domain/planned-query.ts';
import type { SearchSort } from '../domain/search-sort.ts';
import type { GroupMatch } from '../domain/scoring.ts';
import type { Correction } from '../domain/spelling.ts';

/** How far an index follows, and by which rules it was made. */
export interface IndexPosition {
  /** It shows this many leaves of the log. */
  readonly leaves: number;
  /** The rules of analysis and facts, and the concepts that terms were taken for; an index of others is made anew. */
  readonly mapping: string;
}

/** A part of a question as an engine needs it. */
export interface AskedGroup {
  readonly alternatives: readonly Alternative[];
  readonly isOptional: boolean;
}

export interface IndexQuery {
  /** None: every asset under the filter. */
  readonly groups: readonly AskedGroup[];
  /** `text` is in the groups. */
  readonly filter: MeantFilter;
  readonly audience: Audience;
  readonly today: Day;
  readonly sort: SearchSort;
  readonly first: number;
  /** How many to leave out: a cursor of an earlier answer. */
  readonly after: string | null;
  /** Null: no facets. */
  readonly maxTerms: number | null;
}

export interface Hit {
  readonly id: AssetId;
  readonly cursor: string;
  /** Empty unless the order is relevance, and beyond the first few hundred. */
  readonly parts: readonly GroupMatch[];
}

export interface Found {
  readonly hits: readonly Hit[];
  readonly hasNextPage: boolean;
  readonly total: number;
  readonly facets: AssetFacets | null;
  /** For each group, in how many assets that the audience may see it occurs, whatever the filter. */
  readonly groupCounts: readonly number[];
  /** False: no asset answers every group; these answer the most. */
  readonly isWhole: boolean;
}

/** Finds assets. What an audience may not see leaves no trace in hits, counts, facets or ranks. */
export interface AssetIndex {
  /** Null: there is none yet, or it has to be made anew. */
  position(): Promise<IndexPosition | null>;
  /** Atomic, and safe to repeat. Afterwards the index shows the leaves before `to`. */
  apply(batch: {
    readonly to: number;
    readonly put: readonly IndexedAsset[];
    readonly drop: readonly AssetId[];
    /** No leaf says so: it stands against what is still to be written of the same leaf. */
    readonly isErasure?: boolean;
  }): Promise<void>;
  /** Resolves when nothing that was replaced or dropped before is in the index's files. It may take half a minute. */
  expunge(): Promise<void>;
  search(query: IndexQuery): Promise<Found>;
  /** For each folded word, words of public assets that somebody may have meant. */
  corrections(words: readonly string[]): Promise<readonly (readonly Correction[])[]>;
  /** Folded words of public assets that begin so, the most frequent first. */
  completions(beginning: string, most: number): Promise<readonly string[]>;
  /** Replaces the whole index at once when every asset was read; what was there answers until then. */
  rebuild(
    assets: AsyncIterable<readonly IndexedAsset[]>,
    at: IndexPosition,
    onProgress: (assets: number) => void,
  ): Promise<void>;
  close(): Promise<void>;
}
