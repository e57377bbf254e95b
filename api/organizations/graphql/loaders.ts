import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { loaderKey } from '../../platform/graphql/loaders.ts';
import type { Organization } from '../domain/organization.ts';
import type { Profile } from '../domain/profile.ts';

export const ORGANIZATIONS = loaderKey<OrganizationId, Organization | null>('organizations');

/** What organizations say of themselves. */
export const PROFILES = loaderKey<OrganizationId, Profile>('profiles');
