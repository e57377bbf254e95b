import { fieldValue, isErasedField } from '@lanran/protocol/log/body';
import { type OrganizationId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { keptUsageFields } from '@lanran/protocol/licensing/usage-report';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import { organizationOrNull } from './logged-offer.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';

/**
 * The organizations of which one has to be seen by who reads all of it (`canSeeReserved`): for which something is reserved or taken
 * back, who agreed, or who reported its use privately. Empty for all other statements.
 */
export function reservedFor(logged: LoggedStatement): readonly OrganizationId[] {
  if (logged.statement.kind === 'agreed') return partiesOf(logged);
  if (logged.statement.kind === 'used') return reportedPrivately(logged);
  if (fieldValue({ fields: logged.body }, 'event') === undefined) return [];
  switch (logged.statement.kind) {
    case 'offered':
      return [organizationOrNull(LoggedEvent.of(logged).struct('terms').text('licensee')) ?? []].flat();
    case 'use-consented':
    case 'use-consent-withdrawn':
      return [parseOrganizationId(LoggedEvent.of(logged).text('licensee'))];
    default:
      return [];
  }
}

/** The names of its fields that nobody else reads. */
export function reservedFieldsOf({ statement, body }: LoggedStatement): readonly string[] {
  if (statement.kind === 'used') return keptUsageFields({ fields: body });
  if (statement.kind !== 'agreed') return ['event'];
  return body.flatMap((field) =>
    isErasedField(field) || TOLD_OF_AGREED.includes(field.name) ? [] : [field.name],
  );
}

function reportedPrivately({ body }: LoggedStatement): readonly OrganizationId[] {
  if (keptUsageFields({ fields: body }).length === 0) return [];
  return [parseOrganizationId(fieldValue({ fields: body }, 'organization'))];
}

function partiesOf({ body }: LoggedStatement): readonly OrganizationId[] {
  const named = fieldValue({ fields: body }, 'parties');
  const parties: readonly unknown[] = Array.isArray(named) ? named : [];
  return [fieldValue({ fields: body }, 'organization'), ...parties].map((id) => parseOrganizationId(id));
}

/** Who agreed is what an offer or a consent hides: for whom they are. */
const TOLD_OF_AGREED: readonly string[] = ['schema', 'organization', 'algorithm', 'hash'];
