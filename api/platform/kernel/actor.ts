import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { SignInRequiredError } from './errors.ts';

export const ORGANIZATION_KINDS = [
  'INSTITUTION',
  'STUDIO',
  'COMMUNITY',
  'AUDITOR',
  'ACCREDITOR',
  'OPERATOR',
] as const;
export type OrganizationKind = (typeof ORGANIZATION_KINDS)[number];

export const MEMBER_ROLES = ['VIEWER', 'EDITOR', 'OWNER'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

export interface Membership {
  readonly organizationId: OrganizationId;
  readonly kind: OrganizationKind;
  readonly role: MemberRole;
}

/** Who asks. Built once at the edge from the session, then trusted. */
export type Actor =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'member'; readonly address: Hex; readonly memberships: readonly Membership[] };

export type Member = Extract<Actor, { kind: 'member' }>;

/** @throws SignInRequiredError */
export function requireMember(actor: Actor): Member {
  if (actor.kind === 'anonymous') throw new SignInRequiredError();
  return actor;
}

export const ANONYMOUS: Actor = { kind: 'anonymous' };

export function membershipIn(actor: Actor, organizationId: OrganizationId): Membership | null {
  if (actor.kind === 'anonymous') return null;
  return actor.memberships.find((membership) => membership.organizationId === organizationId) ?? null;
}

/** Editors and owners act for their organization; viewers only see. */
export function canActFor(actor: Actor, organizationId: OrganizationId): boolean {
  const membership = membershipIn(actor, organizationId);
  return membership !== null && membership.role !== 'VIEWER';
}
