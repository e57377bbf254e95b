import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import type { AskedKind } from '../../../lib/requests/ask-address.ts';
import { request as ask } from '../../../lib/session/api.ts';
import { errorCode } from '../../../lib/session/error-text.ts';
import { type Membership, useSession } from '../../../lib/session/session.tsx';
import { useKept } from '../../../lib/session/use-kept.ts';
import { priceUnits } from '../../../lib/territories/price-units.ts';
import { inputOf, type WishDraft } from '../../../lib/territories/wish.ts';
import { type AskDraft, emptyAsk, newBatch, readAskDraft } from './ask-draft.ts';
import { type ChosenFile, idsOf } from './chosen-file.ts';
import { shareBpsOf } from './counter-draft.ts';
import { ANSWERED_CALL, ASK_FOR_USE, ASKED_ASSET, type AskedAsset } from './documents.ts';

/** Assets by their ids; those that do not exist for the reader are counted. */
export function useAskedAssets(ids: readonly string[]) {
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: ['asked-asset', id],
      queryFn: async ({ signal }: { readonly signal: AbortSignal }) =>
        (await ask(ASKED_ASSET, { id }, { signal })).asset,
    })),
    combine: (answers) => ({
      isPending: answers.some(({ isPending }) => isPending),
      error: answers.find(({ error }) => error !== null)?.error ?? null,
      retry: () => void Promise.all(answers.map(({ refetch }) => refetch())),
      assets: answers.flatMap(({ data }): readonly AskedAsset[] => (data == null ? [] : [data])),
      hiddenCount: answers.filter(({ data }) => data === null).length,
    }),
  });
}

/** The call that the address names; `call` is null while nothing is known of it, `isMissing`: it does not exist for the reader. */
export function useAnsweredCall(id: string | null) {
  const { data, error, isLoading, refetch } = useQuery({
    queryKey: ['answered-call', id],
    queryFn: async ({ signal }) => (await ask(ANSWERED_CALL, { id: id ?? '' }, { signal })).call,
    enabled: id !== null,
  });
  const isMissing = error !== null && errorCode(error) === 'NOT_FOUND';
  return {
    call: data ?? null,
    isMissing,
    isPending: isLoading,
    error: isMissing ? null : error,
    retry: refetch,
  };
}

/** The organizations for which the reader asks, studios first. A use needs one that is admitted. */
export function useAskers(): readonly Membership['organization'][] {
  const { me } = useSession();
  const rank = ({ kind }: Membership['organization']) => (kind === 'STUDIO' ? 0 : 1);
  return (me?.memberships ?? [])
    .filter(({ role }) => role !== 'VIEWER')
    .map(({ organization }) => organization)
    .filter(({ isAdmitted }) => isAdmitted)
    .toSorted((left, right) => rank(left) - rank(right));
}

/** What is typed, kept over a reload until it is sent. Files are received under its batch, which then stays. */
export function useAskDraft(subject: string, files: readonly ChosenFile[]) {
  const [text, write] = useKept(`requests.ask.${subject}`);
  const draft = useMemo(() => readAskDraft(text) ?? emptyAsk(), [text]);
  const change = (part: Partial<AskDraft>) => {
    const changed = { ...draft, ...part, batch: files.length > 0 ? draft.batch : newBatch() };
    write(JSON.stringify(changed));
  };
  return { draft, change, forget: () => write('') };
}

interface Asking {
  readonly kind: AskedKind;
  readonly assetIds: readonly string[];
  readonly wish: WishDraft;
  readonly draft: AskDraft;
  /** Of the price, also of one that the others name first. */
  readonly currency: PlatformCurrency;
  readonly organizationId: string | null;
  /** The call that it answers. */
  readonly callId: string | null;
  readonly files: readonly ChosenFile[];
}

/** Sends it. @returns the requests that it made */
export function useSend() {
  const cache = useQueryClient();
  return async ({ kind, assetIds, wish, draft, currency, organizationId, callId, files }: Asking) => {
    const { price, share, message, dueDay, batch } = draft;
    const units = priceUnits(price, currency);
    const communityShareBps = shareBpsOf(share);
    const input = {
      assetIds: [...assetIds],
      kind,
      batch,
      message,
      files: idsOf(files),
      ...(callId !== null && { callId }),
      ...(kind === 'USE' && { wish: inputOf(wish) }),
      ...(kind === 'USE' && { token: currency.address }),
      ...(kind === 'USE' && units !== null && { price: units.toString() }),
      ...(kind === 'USE' && communityShareBps !== null && { communityShareBps }),
      ...(dueDay !== '' && { dueDay }),
      ...(organizationId !== null && { organizationId }),
    };
    const { askForUse } = await ask(ASK_FOR_USE, { input });
    void cache.invalidateQueries({ queryKey: ['requests'] });
    return askForUse.map(({ id }) => id);
  };
}
