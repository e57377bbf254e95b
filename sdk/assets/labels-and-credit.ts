import { z } from 'zod';
import { parseAssetId, type AssetId } from '@lanran/protocol/kernel/ids';
import { UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { nullIfNotFound } from '../kernel/not-found.ts';

const textAnswer = z.object({ en: z.string().nullish(), zh: z.string().nullish() });

const Answer = z.object({
  id: z.string().transform((text) => parseAssetId(text)),
  title: textAnswer,
  creditLine: z.string().nullish(),
  holder: z.object({ name: textAnswer }),
  community: z
    .object({
      name: textAnswer,
      labels: z.array(z.object({ code: z.string(), title: textAnswer, text: textAnswer })),
    })
    .nullish(),
});
/** How an asset is to be treated and credited: labels as its community has them now. */
export type LabelsAndCredit = z.infer<typeof Answer>;

const FIELDS = `id title { en zh } creditLine holder { name { en zh } }
  community { name { en zh } labels { code title { en zh } text { en zh } } }`;

/** A version's own words, where it is not the present one's that count. */
export type CreditedVersion = Pick<LabelsAndCredit, 'title' | 'creditLine'>;

/** Null when the asset does not exist for the caller. */
export async function findLabelsAndCredit(
  api: GraphqlClient,
  assetId: AssetId,
  version: CreditedVersion | null = null,
): Promise<LabelsAndCredit | null> {
  const found = await nullIfNotFound(
    api.request({
      query: `query ($id: ID!) { asset(id: $id) { ${FIELDS} } }`,
      variables: { id: assetId },
      answer: z.object({ asset: Answer.nullable() }),
    }),
  );
  const asset = found?.asset ?? null;
  if (asset !== null && asset.id !== assetId)
    throw new UntrustworthyAnswerError(`asked for asset ${assetId}, it gave ${asset.id}`);
  if (asset === null || version === null) return asset;
  const { title, creditLine } = version;
  return { ...asset, title, creditLine };
}
