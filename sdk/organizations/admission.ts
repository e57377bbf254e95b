import type { Address } from '@lanran/protocol/kernel/signature';
import { admitAct } from './admission-act.ts';
import type { Organization } from './organizations.ts';
import type { Platform } from '../kernel/session.ts';
import { relay, type RelayedAct } from '../acts/relaying.ts';

export interface AdmissionAddresses {
  readonly owner: Address;
  /** Null pays the owner. */
  readonly payout: Address | null;
  /** Null seats the owner, where the organization is a community. */
  readonly council: Address | null;
}

/** The accreditor admits an organization. */
export async function admitOrganization(
  platform: Platform,
  { id, kind }: Pick<Organization, 'id' | 'kind'>,
  { owner, payout, council }: AdmissionAddresses,
): Promise<RelayedAct> {
  const act = admitAct({
    organizationId: id,
    kind,
    owner,
    payout: payout ?? owner,
    council: kind === 'COMMUNITY' ? (council ?? owner) : null,
  });
  return relay(platform, act);
}
