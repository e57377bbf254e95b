import { queryOptions } from '@tanstack/react-query';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { request } from '../session/api.ts';
import { graphql, type ResultOf } from '../session/graphql.ts';
import { AGREEMENT } from './fragments.ts';
import { asSigned } from './named-agreement.ts';

const AGREEMENTS = graphql(
  `
    query OwnAgreements($organizationId: ID!) {
      agreements(organizationId: $organizationId) {
        agreement {
          ...AgreementFields
        }
        isPreselected
        addedAt
      }
    }
  `,
  [AGREEMENT],
);

export type OwnAgreement = ResultOf<typeof AGREEMENTS>['agreements'][number];

/** License agreements of an organization that the reader is a member of, newest first. */
export function ownAgreementsQuery(organizationId: string) {
  return queryOptions({
    queryKey: ['agreements', organizationId],
    queryFn: async ({ signal }) => (await request(AGREEMENTS, { organizationId }, { signal })).agreements,
  });
}

/** The one that new drafts name; null: none. */
export async function askPreselected(organizationId: string): Promise<LicenseAgreement | null> {
  const { agreements } = await request(AGREEMENTS, { organizationId });
  const found = agreements.find(({ isPreselected }) => isPreselected);
  return found === undefined ? null : asSigned(found.agreement);
}
