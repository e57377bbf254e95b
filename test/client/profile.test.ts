import { expect, it } from 'vitest';
import { readProfile, updateProfile } from '@lanran/sdk/organizations/profile';
import type { GraphqlClient, GraphqlRequest } from '@lanran/sdk/kernel/graphql-client';

const NAME = { en: 'Name', zh: null };
const SAID = {
  description: { en: 'A museum', zh: null },
  labels: [{ code: 'TK-A', title: NAME, text: NAME }],
  ...{ contact: null, website: 'https://example.org/', pictureAsset: { id: '0x0a' }, logoAsset: null },
  ...{ bankDetails: null, billing: null, welcome: null, never: null, answersWithinDays: null },
  ...{ closedUntil: null, closedReason: null },
};

it('reads a profile as an input that deletes nothing, and changes only what is named', async () => {
  let sent: unknown;
  const request = async <T>({ query, variables, answer }: GraphqlRequest<T>) => {
    if (query.startsWith('mutation')) sent = variables?.['input'];
    return answer.parse({ organization: SAID, updateProfile: { id: '0x1' } });
  };
  const api = { request } as GraphqlClient;
  const { description, labels, website } = SAID;
  expect(await readProfile(api, '0x1')).toEqual({ description, labels, website, pictureAsset: '0x0a' });
  await updateProfile(api, '0x1', { website: null });
  expect(sent).toEqual({ description, labels, website: null });
});
