import { z } from 'zod';
import { parseAssetId, type AssetId } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { TakeDownScope } from '@lanran/protocol/assets/take-down';
import { RefusedError, UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { nullIfNotFound } from '../kernel/not-found.ts';
import { partyAnswer, requireOwnSlug } from '../kernel/party-answer.ts';

const address = z.string().transform((text) => parseAddress(text.toLowerCase()));

interface AnsweredScope {
  readonly version?: number | null | undefined;
  readonly path?: string | null | undefined;
  readonly field?: string | null | undefined;
}

/** Without what is null. */
function scopeOf(answered: AnsweredScope | null): TakeDownScope | null {
  if (answered === null) return null;
  const { version, path, field } = answered;
  return {
    ...(version != null && { version }),
    ...(path != null && { path }),
    ...(field != null && { field }),
  };
}

const AssetStateAnswer = z.object({
  id: z.string().transform((text) => parseAssetId(text)),
  holder: partyAnswer.extend({ suspension: z.object({ suspendedFrom: z.string() }).nullish() }),
  community: partyAnswer.extend({ council: address.nullish() }).nullish(),
  isWithdrawn: z.boolean(),
  /** Oldest first. */
  takeDowns: z
    .array(
      z.object({
        scope: z
          .object({ version: z.number().nullish(), path: z.string().nullish(), field: z.string().nullish() })
          .nullable()
          .transform(scopeOf),
        scopeHash: z.string(),
        organization: partyAnswer,
        takenDownAt: z.string(),
        reason: z.string().nullish(),
        reasonHash: z.string(),
        state: z.enum(['PENDING', 'ERASED']),
        backups: z.array(z.object({ id: z.string(), createdAt: z.string() })),
      }),
    )
    .default([]),
  /** To whom the holder would hand it over. */
  custodyOffer: partyAnswer.nullish(),
  /** Open ones. */
  disputes: z.array(
    z.object({
      organization: partyAnswer,
      reasonHash: z.string(),
      reason: z.string().nullish(),
      openedAt: z.string(),
    }),
  ),
});
/** Who answers for an asset, and what stands against selling it. */
export type AssetState = z.infer<typeof AssetStateAnswer>;

const FIELDS = `id holder { id slug suspension { suspendedFrom } } community { id slug council } isWithdrawn custodyOffer { id slug }
  disputes { organization { id slug } reasonHash reason openedAt }
  takeDowns { scope { version path field } scopeHash organization { id slug } takenDownAt reason reasonHash state
    backups { id createdAt } }`;

/** Null when it does not exist for the caller. */
export async function findAssetState(api: GraphqlClient, id: AssetId): Promise<AssetState | null> {
  const found = await nullIfNotFound(
    api.request({
      query: `query ($id: ID!) { asset(id: $id) { ${FIELDS} } }`,
      variables: { id },
      answer: z.object({ asset: AssetStateAnswer.nullable() }),
    }),
  );
  const asset = found?.asset ?? null;
  if (asset === null) return null;
  if (asset.id !== id) throw new UntrustworthyAnswerError(`asked for asset ${id}, it gave ${asset.id}`);
  const { holder, community, custodyOffer } = asset;
  for (const party of [holder, community, custodyOffer]) if (party != null) requireOwnSlug(party);
  return asset;
}

/** @throws RefusedError NOT_FOUND when it does not exist for the caller */
export async function getAssetState(api: GraphqlClient, id: AssetId): Promise<AssetState> {
  const found = await findAssetState(api, id);
  if (found !== null) return found;
  throw new RefusedError('NOT_FOUND', `There is no asset ${id}, or you may not see it.`, { field: 'ASSET' });
}
