import { type HeldAddress, readHolder } from '@lanran/sdk/organizations/held-address';
import type { OrganizationState } from '@lanran/sdk/organizations/organization-state';
import type { Platform } from '@lanran/sdk/kernel/session';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { CommandContext } from './context.ts';

/** `--payout` as commander gives it. */
export interface PayoutOption {
  readonly payout?: string;
}

type Keys = Pick<OrganizationState, 'slug' | 'members' | 'council' | 'succession'>;

/** An address with whose it is, e.g. `0x12… (the council, 2 of 3 sign)`. */
export function heldLine({ address, holder, safe, name }: HeldAddress): string {
  const whose = {
    council: 'the council',
    candidate: 'named to be the next council',
    member: 'a member',
    elder: 'one member of the council alone',
    shared: 'a Safe of one of its people',
    nobody: 'nobody who acts for the organization now',
  }[holder.kind];
  const signers = safe === null ? [] : [`${safe.threshold} of ${safe.owners.length} sign`];
  return `${address} (${[...(name === null ? [] : [name]), whose, ...signers].join(', ')})`;
}

/** What speaks against paying there; nothing when all is well. */
export function concernLines(slug: string, { concern }: HeldAddress): string[] {
  const advice = `change it: lanran payout ${slug} ADDRESS`;
  if (concern === 'nobody')
    return [`warning: the money of ${slug} goes to nobody who acts for it now; ${advice}`];
  if (concern === 'one-person')
    return [`warning: the money of ${slug} goes to one person, not to its council; ${advice}`];
  return [];
}

/** Says where an organization is paid once a change is done, and warns about it, before anything is signed. */
export async function sayPayout(
  { say }: Pick<CommandContext, 'say'>,
  { api }: Pick<Platform, 'api'>,
  { organization, payout }: { readonly organization: Keys; readonly payout: Address | null },
): Promise<void> {
  if (payout === null) return;
  const held = await readHolder(api, organization, payout);
  say(`${organization.slug} is paid at ${heldLine(held)}`);
  for (const line of concernLines(organization.slug, held)) say(line);
}
