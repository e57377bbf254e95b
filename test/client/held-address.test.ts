import { expect, it } from 'vitest';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { readHolder } from '@lanran/sdk/organizations/held-address';
import type { GraphqlClient, GraphqlRequest } from '@lanran/sdk/kernel/graphql-client';
import { parseAddress } from '@lanran/protocol/kernel/signature';

const KEY = parseAddress(`0x${'01'.repeat(20)}`);

it('tells a stranger whose a payout address is, without the name that only who is signed in may know', async () => {
  const api: Pick<GraphqlClient, 'request'> = {
    request: async <T>({ query, answer }: GraphqlRequest<T>) => {
      if (query.includes('people')) throw new RefusedError('SIGN_IN_REQUIRED', 'Sign in first.');
      return answer.parse({ safe: null });
    },
  };
  const organization = {
    members: [{ address: KEY, role: 'OWNER' as const }],
    council: null,
    succession: null,
  };
  // The client's other members are not asked.
  const held = await readHolder(api as GraphqlClient, organization, KEY);
  expect(held).toMatchObject({ holder: { kind: 'member' }, concern: null, name: null });
});
