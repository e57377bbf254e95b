import { fieldValue } from '@lanran/protocol/log/body';
import { type OrganizationId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import { organizationOrNull } from './logged-offer.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';

/** The one organization that a statement reserves something for, or takes it back from; null for all other statements. */
export function reservedFor(logged: LoggedStatement): OrganizationId | null {
  if (fieldValue({ fields: logged.body }, 'event') === undefined) return null;
  switch (logged.statement.kind) {
    case 'offered':
      return organizationOrNull(LoggedEvent.of(logged).struct('terms').text('licensee'));
    case 'use-consented':
    case 'use-consent-withdrawn':
      return parseOrganizationId(LoggedEvent.of(logged).text('licensee'));
    default:
      return null;
  }
}
