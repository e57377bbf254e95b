/** What one key does for a whole installation. */
export const OFFICES = ['OPERATOR', 'ACCREDITOR'] as const;
export type Office = (typeof OFFICES)[number];
