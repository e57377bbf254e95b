interface Entry {
  readonly kind: string;
  /** JSON. */
  readonly details: string;
}

/**
 * Among an asset's statements, newest first: the license that was sold by the consent to one use that the licensee had last. Null
 * when none was, or none of these statements tells. The license follows the end of the consent, in one transaction.
 */
export function soldByOneUse(statements: readonly Entry[], licensee: string): string | null {
  const told = statements.map(({ kind, details }) => ({
    kind,
    // The platform writes them by the format.
    ...(JSON.parse(details) as { readonly licensee?: string; readonly licenseId?: string }),
  }));
  const spent = told.findIndex(({ kind, ...of }) => kind === 'use-consent-spent' && of.licensee === licensee);
  if (spent === -1) return null;
  const sale = told
    .slice(0, spent)
    .findLast(({ kind, ...of }) => kind === 'licensed' && of.licensee === licensee);
  return sale?.licenseId ?? null;
}
