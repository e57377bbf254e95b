import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { request as ask } from '../../../lib/session/api.ts';
import { useSession } from '../../../lib/session/session.tsx';
import type { Answering } from './answer.ts';
import {
  AGREED_ASSET,
  ANSWER_REQUEST,
  COUNCIL_VOICES,
  type Entry,
  type Item,
  type Obstacles,
  REQUEST,
  REQUEST_ENTRIES,
  REQUEST_OBSTACLES,
  type ShownRequest,
  TAKE_OVER_REQUEST,
} from './documents.ts';
import { type Standing, standingOf } from './due-acts.ts';
import { isComplete, isOpen } from './shown-request.ts';
import { type Voice, voicesOf } from './voices.ts';

const REQUEST_KEY = 'request';
/** The others write elsewhere. */
const AGAIN_MS = 30_000;
/** As many entries as the platform gives at once. */
const ENTRIES_AT_ONCE = 20;

export function useRequest(id: string) {
  const { me } = useSession();
  return useQuery({
    queryKey: [REQUEST_KEY, id, me?.address],
    queryFn: async ({ signal }): Promise<ShownRequest> => {
      const { request } = await ask(REQUEST, { id }, { signal });
      return { ...request, entries: await readEntries(id, signal) };
    },
    enabled: me !== null,
    refetchInterval: AGAIN_MS,
  });
}

async function readEntries(id: string, signal: AbortSignal): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (;;) {
    const variables = { id, after: entries.at(-1)?.sequence ?? 0 };
    const page = (await ask(REQUEST_ENTRIES, variables, { signal })).request.entries;
    entries.push(...page);
    if (page.length < ENTRIES_AT_ONCE) return entries;
  }
}

/** For which parties the reader answers; null until it is known. */
export function useVoices(request: ShownRequest | undefined): readonly Voice[] | null {
  const { me } = useSession();
  const mayBeCouncil = request?.roles.includes('COMMUNITY') === true;
  const { data } = useQuery({
    queryKey: ['council-voices', me?.address],
    queryFn: async ({ signal }) => (await ask(COUNCIL_VOICES, {}, { signal })).me.councils,
    enabled: me !== null && mayBeCouncil,
  });
  if (me === null) return [];
  if (request === undefined) return null;
  if (mayBeCouncil && data === undefined) return null;
  return voicesOf(request, me, data ?? []);
}

/**
 * Of each asset on which somebody agreed, and of each that waits for the council, by its id; null where it can’t be read, absent until
 * it is known.
 */
export function useStandings(
  request: ShownRequest,
  voice: Voice | null,
): ReadonlyMap<string, Standing | null> {
  const safe = voice?.safe?.address ?? null;
  const agreed = request.items.filter(
    (item) =>
      isComplete(item.terms) && (item.agreement !== null || (voice?.role === 'COMMUNITY' && isOpen(item))),
  );
  return useQueries({
    queries: agreed.map(({ assetId }) => ({
      queryKey: [REQUEST_KEY, request.id, 'standing', assetId, safe],
      queryFn: async ({ signal }: { readonly signal: AbortSignal }) =>
        (await ask(AGREED_ASSET, { id: assetId }, { signal, safe })).asset,
      refetchInterval: AGAIN_MS,
    })),
    combine: (answers) =>
      new Map(
        agreed.flatMap((item, at): [string, Standing | null][] => {
          const answer = answers[at];
          if (answer === undefined || answer.isPending) return [];
          const asset = answer.data ?? null;
          return [[item.assetId, asset === null ? null : standingOf(request, item, asset)]];
        }),
      ),
  });
}

/** Of which assets an agreement could not be carried out; none until it is known, and the platform refuses them then. */
export function useObstacles({
  kind,
  request: { id, lastSequence },
  items,
}: Answering): readonly Obstacles[] {
  const assetIds = items.map(({ assetId }) => assetId);
  const { data } = useQuery({
    queryKey: [REQUEST_KEY, id, 'obstacles', lastSequence, assetIds.join()],
    queryFn: async ({ signal }) =>
      (await ask(REQUEST_OBSTACLES, { id, assetIds }, { signal })).request.obstacles,
    enabled: kind === 'agree',
  });
  return data ?? [];
}

/** The same of other terms. */
export async function findObstacles(
  { id }: Pick<ShownRequest, 'id'>,
  question: { readonly items: readonly Pick<Item, 'assetId'>[]; readonly terms: object },
): Promise<readonly Obstacles[]> {
  const assetIds = question.items.map(({ assetId }) => assetId);
  return (await ask(REQUEST_OBSTACLES, { id, assetIds, terms: question.terms })).request.obstacles;
}

export interface Reply {
  readonly kind: 'MESSAGE' | 'COUNTER' | 'AGREE' | 'DECLINE' | 'WITHDRAW';
  /** The last entry that was read. */
  readonly after: number;
  readonly voice: Voice;
  readonly items?: readonly Pick<Item, 'assetId'>[];
  readonly message?: string;
  readonly files?: readonly string[];
  readonly terms?: object;
}

/** What is answered without a signature. Whatever comes of it, the thread is read anew. */
export function useReply({ id }: Pick<ShownRequest, 'id'>): (reply: Reply) => Promise<true> {
  const again = useReadAnew(id);
  return async ({ voice, items, files = [], ...reply }) => {
    try {
      await ask(ANSWER_REQUEST, {
        ...reply,
        id,
        files: [...files],
        ...(items !== undefined && { assetIds: items.map(({ assetId }) => assetId) }),
        ...(voice.organizationId !== null && { organizationId: voice.organizationId }),
      });
      return true;
    } finally {
      await again();
    }
  };
}

export function useTakeOver({ id }: Pick<ShownRequest, 'id'>): (voice: Voice) => Promise<true> {
  const again = useReadAnew(id);
  return async ({ organizationId }) => {
    await ask(TAKE_OVER_REQUEST, { id, organizationId });
    await again();
    return true;
  };
}

export function useReadAnew(id: string): () => Promise<void> {
  const cache = useQueryClient();
  return async () => {
    void cache.invalidateQueries({ queryKey: ['requests'] });
    await cache.invalidateQueries({ queryKey: [REQUEST_KEY, id] });
  };
}
