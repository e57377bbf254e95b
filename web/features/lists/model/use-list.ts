import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { type QuoteReference, quoteReferenceOf } from '@lanran/sdk/desk/quote-reference';
import { request, type RequestOptions } from '../../../lib/session/api.ts';
import { LISTS_KEY } from '../../../lib/lists/use-lists.ts';
import { REMOVE_FROM_LIST } from '../../../lib/lists/list-documents.ts';
import { inputOf, type WishDraft } from '../../../lib/territories/wish.ts';
import {
  CHANGE_LIST,
  DELETE_LIST,
  LIST,
  LIST_ITEMS,
  LISTS,
  type ManyQuotes,
  QUOTE_MANY,
  SHARE_LIST,
  type ShownItem,
  type ShownList,
  UNSHARE_LIST,
} from './documents.ts';

/** As many items as the platform shows at once at what this page asks of each. */
const ITEMS_AT_ONCE = 50;
const QUOTED_AT_ONCE = 200;

export function useOwnLists() {
  return useQuery({
    queryKey: [LISTS_KEY, 'own'],
    queryFn: async ({ signal }) => (await request(LISTS, {}, { signal })).lists,
  });
}

export interface ListAddress {
  readonly id: string;
  /** Of a shared list; null: it is one's own. */
  readonly key: string | null;
}

/** A list with all of its items that exist for the reader. */
export function useList({ id, key }: ListAddress) {
  return useQuery({
    queryKey: [LISTS_KEY, 'one', id, key],
    queryFn: async ({ signal }) => {
      const { list } = await request(LIST, { id, key }, { signal });
      return list === null ? null : { list, items: await itemsOf({ id, key }, list, signal) };
    },
  });
}

async function itemsOf(
  { id, key }: ListAddress,
  { size, hiddenCount }: ShownList,
  signal: AbortSignal,
): Promise<readonly ShownItem[]> {
  const items: ShownItem[] = [];
  while (items.length < size - hiddenCount) {
    const variables = { id, key, first: ITEMS_AT_ONCE, from: items.length };
    const page = (await request(LIST_ITEMS, variables, { signal })).list?.items ?? [];
    if (page.length === 0) break;
    items.push(...page);
  }
  return items;
}

export interface ReferredQuotes extends ManyQuotes {
  readonly reference: QuoteReference;
}

/** One use for all of the assets; not asked for while it is not described. */
export function useVerdicts(assetIds: readonly string[], wish: WishDraft | null) {
  return useQuery({
    queryKey: [LISTS_KEY, 'verdicts', assetIds, wish],
    queryFn: async ({ signal }) => (wish === null ? null : quoteAll(assetIds, wish, { signal })),
    enabled: wish !== null && assetIds.length > 0,
    staleTime: 5_000,
  });
}

async function quoteAll(
  assetIds: readonly string[],
  wish: WishDraft,
  options: RequestOptions,
): Promise<ReferredQuotes> {
  const quoted: ManyQuotes[] = [];
  for (let from = 0; from < assetIds.length; from += QUOTED_AT_ONCE) {
    const assets = assetIds.slice(from, from + QUOTED_AT_ONCE);
    quoted.push((await request(QUOTE_MANY, { assets, wish: inputOf(wish) }, options)).quoteMany);
  }
  // The first was asked first: all of them know at least its block.
  const all = { block: quoted[0]?.block ?? null, rows: quoted.flatMap(({ rows }) => rows) };
  return { ...all, reference: quoteReferenceOf(all, inputOf(wish)) };
}

export interface ProjectDraft {
  readonly title: string;
  readonly production: string;
  readonly reference: string;
  readonly wish: WishDraft | null;
}

export interface OneListActs {
  change(change: {
    readonly title?: string;
    readonly note?: string;
    /** Null takes it back. */
    readonly organization?: string | null;
    readonly project?: ProjectDraft;
    readonly items?: readonly ShownItem[];
  }): Promise<void>;
  remove(assetId: string): Promise<void>;
  share(): Promise<void>;
  unshare(): Promise<void>;
  delete(): Promise<void>;
}

export function useOneListActs({ id, revision }: Pick<ShownList, 'id' | 'revision'>): OneListActs {
  const cache = useQueryClient();
  const after = async (work: Promise<unknown>) => {
    try {
      await work;
    } finally {
      // After a conflict too: what is shown was changed by somebody else.
      await changed(cache);
    }
  };
  return {
    change: ({ title, note, organization, project, items }) =>
      after(
        request(CHANGE_LIST, {
          id,
          revision,
          ...(title !== undefined && { title }),
          ...(note !== undefined && { note }),
          ...(organization !== undefined && { organizationId: organization }),
          ...(project !== undefined && { project: projectInput(project) }),
          ...(items !== undefined && {
            items: items.map((item) => ({ assetId: item.asset.id, note: item.note })),
          }),
        }),
      ),
    remove: (assetId) => after(request(REMOVE_FROM_LIST, { id, assetIds: [assetId] })),
    share: () => after(request(SHARE_LIST, { id })),
    unshare: () => after(request(UNSHARE_LIST, { id })),
    delete: () => after(request(DELETE_LIST, { id })),
  };
}

async function changed(cache: QueryClient): Promise<void> {
  await cache.invalidateQueries({ queryKey: ['favorite'] });
  await cache.invalidateQueries({ queryKey: [LISTS_KEY] });
}

function projectInput({ wish, ...words }: ProjectDraft) {
  return { ...words, wish: wish === null ? null : inputOf(wish) };
}
