import { fieldValue } from '@lanran/protocol/log/body';
import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import type { AnyKind } from '@lanran/protocol/log/statement';
import { organizationIn } from './acting-organization.ts';
import { type Actor, membershipIn } from '../../platform/kernel/actor.ts';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';

/** Kinds whose subject is the log itself, an organization, a collection, or everything. */
const ABOUT_NO_ASSET: readonly AnyKind[] = [
  'genesis',
  'key-rotated',
  'migrated',
  'organization-admitted',
  'member-added',
  'member-removed',
  'payout-changed',
  'collection-consented',
  'collection-consent-withdrawn',
  'claimed',
  'sales-paused',
  'sales-resumed',
  'succession-proposed',
  'succession-vetoed',
  'council-seated',
  'organization-suspended',
  'suspension-lifted',
];

/** A kind of a later version may be about anything: it is shown to who may see an asset that has its subject as id. */
export function isAboutAsset({ statement, body }: Pick<LoggedStatement, 'statement' | 'body'>): boolean {
  // A fixity run of everything has itself as subject.
  if (statement.kind === 'fixity-checked') return fieldValue({ fields: body }, 'scope') === 'ASSET';
  return !ABOUT_NO_ASSET.includes(statement.kind);
}

/** Of a statement about no asset: what an organization was paid is its own matter, and a collection its community's and holder's. */
export function mayReadStatement(actor: Actor, logged: LoggedStatement): boolean {
  switch (logged.statement.kind) {
    case 'claimed':
      return membershipIn(actor, parseOrganizationId(logged.statement.assetId)) !== null;
    case 'collection-consented': {
      const holder = LoggedEvent.of(logged).struct('consent').text('holder');
      const parties = [organizationIn(logged, 'community'), parseOrganizationId(holder)];
      return parties.some((id) => membershipIn(actor, id) !== null);
    }
    case 'collection-consent-withdrawn':
      return membershipIn(actor, organizationIn(logged, 'community')) !== null;
    default:
      return true;
  }
}
