import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { AssetState } from '../assets/asset-state.ts';
import { RefusedError, ArgumentError } from '../kernel/errors.ts';
import { getOrganization, listMemberships } from '../organizations/organizations.ts';
import { actingAddress, type Platform } from '../kernel/session.ts';

export interface Disputant {
  readonly id: OrganizationId;
  readonly slug: string;
}

/**
 * For whom an asset is disputed: the named organization, else the asset's own community if its council acts, else the one
 * community or auditor that the key acts for. The asset is null when it no longer exists for the key.
 * @throws ArgumentError when the choice is open
 */
export async function chooseDisputant(
  platform: Platform,
  asset: AssetState | null,
  named: string | undefined,
): Promise<Disputant> {
  if (named !== undefined) return getOrganization(platform.api, named, 'for');
  const community = asset?.community;
  if (community != null && community.council === actingAddress(platform)) return community;
  if (platform.safe !== null)
    throw new ArgumentError('for', `say for which organization the Safe ${platform.safe.address} acts.`);
  const own = (await listMemberships(platform.api))
    .filter(({ role, organization: { kind } }) => role !== 'VIEWER' && DISPUTING.includes(kind))
    .map(({ organization }) => organization);
  const [only] = own;
  if (only === undefined) {
    throw new RefusedError(
      'FORBIDDEN',
      'Only the council of a community and members of an auditor dispute assets; your key acts for neither.',
      { argument: 'for' },
    );
  }
  if (own.length === 1) return only;
  throw new ArgumentError('for', `say which organization acts: ${own.map(({ slug }) => slug).join(', ')}.`);
}

const DISPUTING: readonly string[] = ['COMMUNITY', 'AUDITOR'];
