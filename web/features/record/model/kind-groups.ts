import type { StatementKind } from '@lanran/protocol/log/statement';

/** What a reader of the log looks for. */
export type KindGroup = 'published' | 'consent' | 'sales' | 'custody' | 'organizations' | 'log';

export const KIND_GROUPS: Readonly<Record<KindGroup, readonly StatementKind[]>> = {
  published: ['published', 'revised', 'derived', 'attested'],
  consent: [
    'consented',
    'consent-withdrawn',
    'collection-consented',
    'collection-consent-withdrawn',
    'consent-joined',
    'use-consented',
    'use-consent-withdrawn',
    'use-consent-spent',
  ],
  sales: [
    'offered',
    'offer-closed',
    'licensed',
    'license-transferred',
    'license-revoked',
    'ordered',
    'order-canceled',
    'invoice-paid',
    'share-received',
    'claimed',
    'sales-paused',
    'sales-resumed',
    'agreed',
    'used',
    'version-taken',
  ],
  custody: [
    'custody-offered',
    'transferred',
    'withdrawn',
    'taken-down',
    'disputed',
    'dispute-resolved',
    'dispute-allowed',
  ],
  organizations: [
    'organization-admitted',
    'member-added',
    'member-removed',
    'payout-changed',
    'succession-proposed',
    'succession-vetoed',
    'council-seated',
    'organization-suspended',
    'suspension-lifted',
  ],
  log: ['genesis', 'key-rotated', 'migrated', 'fixity-checked'],
};

export const GROUP_NAMES: readonly KindGroup[] = [
  'published',
  'consent',
  'sales',
  'custody',
  'organizations',
  'log',
];

/** Kinds that a later platform may add belong to the log itself. */
export function groupOf(kind: string): KindGroup {
  return GROUP_NAMES.find((name) => KIND_GROUPS[name].some((known) => known === kind)) ?? 'log';
}

/** `consent,sales` as the address has it; names that are none are left out. No group at all is all of them. */
export function readGroups(text: string | null): readonly KindGroup[] {
  const asked = (text ?? '').split(',');
  return GROUP_NAMES.filter((name) => asked.includes(name));
}
