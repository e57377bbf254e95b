import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { IndexedAsset } from '../../domain/indexed-asset.ts';
import type { Correction } from '../../domain/spelling.ts';
import type { Found, IndexPosition, IndexQuery } from '../../ports/asset-index.ts';

export interface IndexThreadData {
  /** Of this index alone. */
  readonly directory: string;
}

/** What the thread of an index is asked for. */
export type IndexRequest =
  | { readonly kind: 'position' }
  | {
      readonly kind: 'apply';
      readonly put: readonly IndexedAsset[];
      readonly drop: readonly AssetId[];
      readonly to: number;
    }
  | { readonly kind: 'expunge' }
  | { readonly kind: 'search'; readonly query: IndexQuery }
  | { readonly kind: 'corrections'; readonly words: readonly string[] }
  | { readonly kind: 'completions'; readonly beginning: string; readonly most: number }
  /** Begins an index beside the present one. */
  | { readonly kind: 'begin' }
  | { readonly kind: 'build'; readonly assets: readonly IndexedAsset[] }
  /** Puts what was built in the place of the present one. */
  | { readonly kind: 'finish'; readonly at: IndexPosition }
  | { readonly kind: 'close' };

export type IndexAnswer =
  | IndexPosition
  | Found
  | readonly (readonly Correction[])[]
  | readonly string[]
  | null;

export interface IndexMessage {
  readonly number: number;
  readonly request: IndexRequest;
}

export interface IndexReply {
  readonly number: number;
  readonly answer: IndexAnswer;
  /** Null when it was done. */
  readonly failure: string | null;
}
