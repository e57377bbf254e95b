import { fieldValue } from '@lanran/protocol/log/body';
import { type LicenseId, type OrganizationId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import type { AnyKind } from '@lanran/protocol/log/statement';
import { organizationIn, reasonHashIn, signingOrganizationIn } from './acting-organization.ts';
import { type Asset, holderAt } from '../../assets/domain/asset.ts';
import type { License } from '../../licensing/domain/license.ts';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import { termsOf } from '../../licensing/domain/logged-terms.ts';
import type { Order } from '../../licensing/domain/order.ts';

/** What the read models know that a single statement does not say. */
export interface KnownParties {
  readonly asset: Pick<Asset, 'holder' | 'formerHolders' | 'community'> | null;
  readonly orders: ReadonlyMap<LicenseId, Pick<Order, 'holder' | 'terms'>>;
  /** Licenses that others were granted under. */
  readonly parents: ReadonlyMap<LicenseId, Pick<License, 'licensee' | 'terms'>>;
  /** The only accreditor; null when there are several. */
  readonly accreditor: OrganizationId | null;
}

const SIGNED: readonly AnyKind[] = ['revised', 'agreed', 'used', 'attested'];
const BY_COMMUNITY: readonly AnyKind[] = [
  'consented',
  'consent-withdrawn',
  'use-consented',
  'use-consent-withdrawn',
  'share-received',
];
const BY_ACCREDITOR: readonly AnyKind[] = [
  'organization-admitted',
  'organization-suspended',
  'suspension-lifted',
  'dispute-allowed',
];
const NAMES_ITSELF: readonly AnyKind[] = ['disputed', 'taken-down'];
const BY_HOLDER: readonly AnyKind[] = ['withdrawn', 'offer-closed'];
const NAMES_HOLDER: readonly AnyKind[] = ['custody-offered', 'transferred', 'offered'];
const OF_ORGANIZATION: readonly AnyKind[] = [
  'member-added',
  'member-removed',
  'payout-changed',
  'claimed',
  'succession-proposed',
  'succession-vetoed',
  'council-seated',
];
const OF_COLLECTION: readonly AnyKind[] = ['collection-consented', 'collection-consent-withdrawn'];

/**
 * Whose act one statement was, from the read models: the same answer as `actingOrganizations` without the whole story.
 * `'UNTOLD'` where only the story tells: a sublicense of a license that has changed hands, or who had a license at the time.
 */
export function actorOfStatement(
  logged: LoggedStatement,
  { asset, orders, parents, accreditor }: KnownParties,
): OrganizationId | null | 'UNTOLD' {
  const { kind } = logged.statement;
  if (kind === 'published') return logged.openings?.organizationId ?? null;
  if (SIGNED.includes(kind)) return signingOrganizationIn(logged);
  if (fieldValue({ fields: logged.body }, 'event') === undefined) return null;
  if (BY_COMMUNITY.includes(kind)) return asset?.community ?? null;
  if (BY_HOLDER.includes(kind)) return asset === null ? null : holderAt(asset, logged.index);
  if (NAMES_HOLDER.includes(kind)) return organizationIn(logged, 'holder');
  if (OF_ORGANIZATION.includes(kind)) return parseOrganizationId(logged.statement.assetId);
  if (OF_COLLECTION.includes(kind)) return organizationIn(logged, 'community');
  if (NAMES_ITSELF.includes(kind)) return organizationIn(logged, 'organizationId');
  if (BY_ACCREDITOR.includes(kind)) return accreditor;
  switch (kind) {
    case 'dispute-resolved':
      return reasonHashIn(logged) === null ? organizationIn(logged, 'organizationId') : accreditor;
    case 'ordered':
      return termsOf(LoggedEvent.of(logged).struct('terms')).licensee;
    case 'order-canceled':
      return orders.get(orderIdIn(logged))?.terms.licensee ?? null;
    case 'invoice-paid':
      return orders.get(orderIdIn(logged))?.holder ?? null;
    case 'licensed':
      return grantorIn(logged, parents);
    case 'license-transferred':
      return organizationIn(logged, 'previous');
    case 'use-consent-spent':
      return organizationIn(logged, 'licensee');
    case 'version-taken':
      return 'UNTOLD';
    default:
      return null;
  }
}

/** The order that the statement names without its terms; null for other kinds. */
export function orderNamedIn(logged: LoggedStatement): LicenseId | null {
  const { kind } = logged.statement;
  return kind === 'order-canceled' || kind === 'invoice-paid' ? orderIdIn(logged) : null;
}

/** The license that the one sold here was granted under; null for any other sale and kind. */
export function parentNamedIn(logged: LoggedStatement): LicenseId | null {
  if (logged.statement.kind !== 'licensed') return null;
  const { origin, parent } = termsOf(LoggedEvent.of(logged).struct('terms'));
  return origin === 'SUBLICENSE' ? parent : null;
}

function orderIdIn(logged: LoggedStatement): LicenseId {
  return LoggedEvent.of(logged).licenseId('orderId');
}

function grantorIn(logged: LoggedStatement, parents: KnownParties['parents']): OrganizationId | 'UNTOLD' {
  const parentId = parentNamedIn(logged);
  if (parentId === null) return termsOf(LoggedEvent.of(logged).struct('terms')).licensee;
  const parent = parents.get(parentId);
  return parent !== undefined && parent.licensee === parent.terms.licensee ? parent.licensee : 'UNTOLD';
}
