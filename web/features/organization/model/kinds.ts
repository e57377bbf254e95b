import type { OrganizationKind } from './organizations-query.ts';

/** As people look for them: whose heritage it is first. */
export const KINDS = [
  'COMMUNITY',
  'INSTITUTION',
  'STUDIO',
  'AUDITOR',
  'ACCREDITOR',
  'OPERATOR',
] as const satisfies readonly OrganizationKind[];

export function readKind(text: string | null): OrganizationKind | null {
  return KINDS.find((kind) => kind === text) ?? null;
}

/** In the order of `KINDS`, each in the order it came in; kinds without any are left out. */
export function byKind<Organization extends { readonly kind: OrganizationKind }>(
  organizations: readonly Organization[],
): readonly { readonly kind: OrganizationKind; readonly organizations: readonly Organization[] }[] {
  return KINDS.map((kind) => ({
    kind,
    organizations: organizations.filter((organization) => organization.kind === kind),
  })).filter((group) => group.organizations.length > 0);
}
