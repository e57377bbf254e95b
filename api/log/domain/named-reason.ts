import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { StatementKind } from '@lanran/protocol/log/statement';
import { LoggedEvent } from './logged-event.ts';
import type { LoggedStatement } from './logged-statement.ts';

/** Kinds of acts that name the hash of a reason, and the kind that names the hash of a scope besides. */
export const NAMING_KINDS: readonly StatementKind[] = [
  'disputed',
  'dispute-resolved',
  'license-revoked',
  'organization-suspended',
  'taken-down',
];

/** Whether an act of one of the kinds names this hash. */
export function isNamedBy(logged: LoggedStatement, hash: Hex): boolean {
  const event = LoggedEvent.of(logged);
  const isScope = logged.statement.kind === 'taken-down' && event.text('scopeHash') === hash;
  return isScope || event.text('reasonHash') === hash;
}

/** Of an organization everybody may read; the others are about an asset. */
export function isOfOrganization({ statement }: Pick<LoggedStatement, 'statement'>): boolean {
  return statement.kind === 'organization-suspended';
}
