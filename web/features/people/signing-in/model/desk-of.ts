/** Where members of an organization work. */
export function deskOf(kind: string): string {
  if (kind === 'INSTITUTION') return '/institution';
  if (kind === 'COMMUNITY') return '/council';
  if (kind === 'STUDIO') return '/studio';
  if (kind === 'AUDITOR') return '/auditor';
  return kind === 'ACCREDITOR' || kind === 'OPERATOR' ? '/admin' : '/';
}
