import type { OrganizationId } from '@lanran/protocol/ids';
import { UsageError } from '../client/errors.ts';
import { listMemberships, type Organization } from '../client/organizations.ts';
import type { Platform } from '../client/platform.ts';

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

/** As what an organization is asked for. */
export type Party =
  | { readonly licensee: OrganizationId }
  | { readonly holder: OrganizationId }
  | { readonly community: OrganizationId };

/** Everything of which one of those organizations is licensee or holder, each once. */
export async function listOfParties<T extends { readonly id: string }>(
  platform: Platform,
  options: PartyOptions,
  list: (party: Party) => Promise<T[]>,
): Promise<T[]> {
  const found = new Map<string, T>();
  for (const { id } of await parties(platform, options))
    for (const item of [...(await list({ licensee: id })), ...(await list({ holder: id }))])
      found.set(item.id, item);
  return [...found.values()];
}
