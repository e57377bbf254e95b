import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import type { ConsentTerms } from '../../chain/domain/consent-terms.ts';
import type { LoggedEvent } from '../../log/domain/logged-event.ts';

export function consentTermsOf(consent: LoggedEvent): ConsentTerms {
  return {
    holder: parseOrganizationId(consent.text('holder')),
    media: consent.number('media'),
    territories: consent.integer('territories'),
    lastDay: consent.number('lastDay'),
    shareBps: consent.number('shareBps'),
    rights: consent.number('rights'),
  };
}
