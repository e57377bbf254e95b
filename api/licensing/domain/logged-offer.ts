import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { type OrganizationId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import type { PriceRule } from '@lanran/protocol/licensing/pricing';
import type { LoggedEvent } from '../../log/domain/logged-event.ts';

/** How an offer's price depends on the use, as its event says. @throws MalformedEventError */
export function priceRuleOf(rule: LoggedEvent): PriceRule {
  return {
    minimum: rule.integer('minimum'),
    mediaFactors: rule.numbers('mediaFactors'),
    groups: rule.structs('groups').map((group) => ({
      territories: group.integer('territories'),
      factor: group.number('factor'),
    })),
    exclusivityFactor: rule.number('exclusivityFactor'),
  };
}

/** Zero names none. */
export function organizationOrNull(id: string): OrganizationId | null {
  return id === ZERO_32 ? null : parseOrganizationId(id);
}
