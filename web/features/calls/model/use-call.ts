import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CALLS_KEY } from '../../../lib/calls/call-documents.ts';
import { request } from '../../../lib/session/api.ts';
import { useSession } from '../../../lib/session/session.tsx';
import { usePages } from '../../../lib/session/use-pages.ts';
import {
  CALL,
  CALL_ASSETS,
  type CallAsset,
  CHANGE_CALL,
  CLOSE_CALL,
  OPEN_CALL,
  OPENERS,
  OWN_ASSETS,
  PROPOSALS,
  type ShownCall,
  WITHDRAW_CALL,
} from './documents.ts';
import { type CallDraft, inputOfDraft } from './call-draft.ts';

/** As many as the platform shows at once at what this page asks of each. */
const ASSETS_AT_ONCE = 50;

export interface WholeCall {
  readonly call: ShownCall;
  /** All that exist for the reader. */
  readonly assets: readonly CallAsset[];
}

export function useCall(id: string) {
  return useQuery({
    queryKey: [CALLS_KEY, 'one', id],
    queryFn: async ({ signal }): Promise<WholeCall> => {
      const { call } = await request(CALL, { id }, { signal });
      const assets: CallAsset[] = [];
      while (assets.length < call.size) {
        const variables = { id, first: ASSETS_AT_ONCE, from: assets.length };
        const page = (await request(CALL_ASSETS, variables, { signal })).call.assets;
        if (page.length === 0) break;
        assets.push(...page);
      }
      return { call, assets };
    },
  });
}

export function useProposals(id: string) {
  return usePages({
    queryKey: [CALLS_KEY, 'proposals', id],
    readPage: async (after, signal) => (await request(PROPOSALS, { id, after }, { signal })).call.proposals,
  });
}

export type Opener = NonNullable<ReturnType<typeof useOpeners>['data']>[number];

/** The institutions and communities for which the signed-in key opens calls. */
export function useOpeners() {
  const { me } = useSession();
  return useQuery({
    queryKey: [CALLS_KEY, 'openers', me?.address],
    queryFn: async ({ signal }) => {
      const { memberships, councils } = (await request(OPENERS, {}, { signal })).me;
      const institutions = memberships.filter(
        ({ role, organization }) => role !== 'VIEWER' && organization.kind === 'INSTITUTION',
      );
      const communities = councils.filter(({ isNamed }) => !isNamed);
      return [
        ...institutions.map(({ organization }) => ({ ...organization, isCommunity: false })),
        ...communities.map(({ community }) => ({ ...community, isCommunity: true })),
      ];
    },
    enabled: me !== null,
  });
}

/** Assets that a call of the organization may be about. */
export function useOwnAssets({ id, isCommunity }: Pick<Opener, 'id' | 'isCommunity'>, text: string) {
  const filter = {
    isWithdrawn: false,
    ...(isCommunity ? { community: id } : { holder: id }),
    ...(text !== '' && { text }),
  };
  return usePages({
    queryKey: [CALLS_KEY, 'own-assets', filter],
    readPage: async (after, signal) => (await request(OWN_ASSETS, { filter, after }, { signal })).assets,
  });
}

export interface CallActs {
  /** Answers with the id of the call; the same batch again opens it once. */
  open(organizationId: string, draft: CallDraft, batch: string): Promise<string>;
  change(call: Pick<ShownCall, 'id' | 'revision'>, draft: CallDraft): Promise<void>;
  close(id: string): Promise<void>;
  withdraw(id: string, reason: CallDraft['title']): Promise<void>;
}

export function useCallActs(): CallActs {
  const cache = useQueryClient();
  const after = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } finally {
      // After a conflict too: what is shown was changed by somebody else.
      await cache.invalidateQueries({ queryKey: [CALLS_KEY] });
    }
  };
  return {
    open: async (organizationId, draft, batch) => {
      const input = { ...inputOfDraft(draft), organizationId, batch };
      return (await after(request(OPEN_CALL, { input }))).openCall.id;
    },
    change: async ({ id, revision }, draft) => {
      await after(request(CHANGE_CALL, { id, revision: revision ?? 0, input: inputOfDraft(draft) }));
    },
    close: async (id) => {
      await after(request(CLOSE_CALL, { id }));
    },
    withdraw: async (id, reason) => {
      await after(request(WITHDRAW_CALL, { id, reason }));
    },
  };
}
