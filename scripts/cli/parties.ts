import { UsageError } from '@lanran/sdk/kernel/errors';
import { listMemberships, type Organization } from '@lanran/sdk/organizations/organizations';
import type { Platform } from '@lanran/sdk/kernel/session';

export interface PartyOptions {
  readonly organization?: string;
}

/** What is listed: of the named organization, else of each that the key belongs to. @throws UsageError */
async function parties({ api }: Platform, { organization }: PartyOptions): Promise<Organization[]> {
  const own = (await listMemberships(api)).map((membership) => membership.organization);
  if (organization === undefined) return own;
  const named = own.find(({ id, slug }) => id === organization || slug === organization);
  if (named === undefined)
    throw new UsageError('--organization', `your key belongs to no organization ${organization}.`);
  return [named];
}

/** What those organizations have to do with, each thing once. */
export async function listOfParties<T extends { readonly id: string }>(
  platform: Platform,
  options: PartyOptions,
  list: (organization: Organization) => Promise<T[]>,
): Promise<T[]> {
  const found = new Map<string, T>();
  for (const organization of await parties(platform, options))
    for (const item of await list(organization)) found.set(item.id, item);
  return [...found.values()];
}
