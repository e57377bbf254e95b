import { z } from 'zod';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { nullIfNotFound } from '../kernel/not-found.ts';
import type { PublishRequest } from './publication-check.ts';

/** @returns the id of a draft of the next version, which keeps the files of the present one */
export async function createRevision(api: GraphqlClient, assetId: AssetId): Promise<string> {
  const { createRevision: draft } = await api.request({
    query: `mutation ($assetId: ID!) { createRevision(assetId: $assetId) { id } }`,
    variables: { assetId },
    answer: z.object({ createRevision: z.object({ id: z.string() }) }),
  });
  return draft.id;
}

/** Replaces all that a draft says; its files stay. */
export async function updateDraft(
  api: GraphqlClient,
  id: string,
  { organizationId: _, ...content }: PublishRequest,
): Promise<void> {
  await api.request({
    query: `mutation ($id: ID!, $input: DraftContentInput!) { updateDraft(id: $id, input: $input) { id } }`,
    variables: { id, input: { ...content } },
    answer: z.object({ updateDraft: z.object({ id: z.string() }) }),
  });
}

export async function removeDraftFile(api: GraphqlClient, draftId: string, path: string): Promise<void> {
  await api.request({
    query: `mutation ($draftId: ID!, $path: String!) { removeDraftFile(draftId: $draftId, path: $path) { id } }`,
    variables: { draftId, path },
    answer: z.object({ removeDraftFile: z.object({ id: z.string() }) }),
  });
}

/** Nothing when it is gone already. */
export async function deleteDraft(api: GraphqlClient, id: string): Promise<void> {
  await nullIfNotFound(
    api.request({
      query: `mutation ($id: ID!) { deleteDraft(id: $id) }`,
      variables: { id },
      answer: z.object({ deleteDraft: z.boolean() }),
    }),
  );
}
