import type { StatementKind } from '@lanran/protocol/statement';
import type { AssetReadModel } from './asset-read-model.ts';
import type { LicensingReadModel } from './licensing-read-model.ts';
import type { Apply } from './log-projection.ts';
import type { OrganizationReadModel } from './organization-read-model.ts';

export interface ReadModels {
  readonly assets: AssetReadModel;
  readonly organizations: OrganizationReadModel;
  readonly licensing: LicensingReadModel;
}

/** Which read model follows which kind of statement. */
export function applyTo({ assets, organizations, licensing }: ReadModels): Apply {
  const appliers: Readonly<Partial<Record<StatementKind, Apply>>> = {
    published: (logged) => assets.applyPublished(logged),
    'organization-admitted': (logged) => organizations.applyAdmitted(logged),
    'member-added': (logged) => organizations.applyMemberAdded(logged),
    'member-removed': (logged) => organizations.applyMemberRemoved(logged),
    'payout-changed': (logged) => organizations.applyPayoutChanged(logged),
    consented: (logged) => licensing.applyConsented(logged),
    'consent-withdrawn': (logged) => licensing.applyConsentWithdrawn(logged),
    offered: (logged) => licensing.applyOffered(logged),
    'offer-closed': (logged) => licensing.applyOfferClosed(logged),
    licensed: (logged) => licensing.applyLicensed(logged),
  };
  return async (logged) => appliers[logged.statement.kind]?.(logged);
}
