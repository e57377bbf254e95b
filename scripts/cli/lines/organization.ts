import type { Address } from '@lanran/protocol/kernel/signature';
import { type Money, moneyText, type PricedIn } from '@lanran/sdk/kernel/money';
import type { Platform } from '@lanran/sdk/kernel/session';
import { type HeldAddress, readHolder } from '@lanran/sdk/organizations/held-address';
import type { OrganizationState } from '@lanran/sdk/organizations/organization-state';
import type { ProfileInput } from '@lanran/sdk/organizations/profile';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { contactLine } from './contact.ts';

interface Shown {
  readonly credits: readonly Money[];
  /** Whose its payout address is; null when it has none. */
  readonly held: HeldAddress | null;
  readonly deployment: PricedIn;
  readonly profile: ProfileInput;
}

/** Who acts for an organization, where its money goes and who is named to be its council. */
export function showOrganization(
  organization: OrganizationState,
  { credits, held, deployment, profile }: Shown,
): CommandResult {
  const { id, slug, kind, name, isAdmitted, members, payout, council, succession, suspension } = organization;
  const claimable = credits.map((credit) => moneyText(credit, deployment));
  return {
    json: {
      organization: {
        ...{ id, slug, kind, name, isAdmitted, members },
        ...{ payout: payout ?? null, payoutConcern: held?.concern ?? null },
        ...{ council: council ?? null, succession: succession ?? null, suspension: suspension ?? null },
        credits: claimable,
        profile,
      },
    },
    lines: [
      `${kind.toLowerCase()} ${slug}, ${id}`,
      `  ${[name.en, name.zh].filter((text) => text != null).join(' · ')}`,
      `  ${isAdmitted ? 'admitted' : 'not admitted yet'}`,
      ...(suspension == null ? [] : suspensionLines(suspension)).map((line) => `  ${line}`),
      ...profileLines(profile).map((line) => `  ${line}`),
      ...members.map(({ address, role }) => `  ${role.toLowerCase()} ${address}`),
      ...(council == null ? [] : [`  council ${council}`]),
      ...(succession == null ? [] : [`  ${successionLine(succession)}`]),
      ...(payout == null ? [] : [`  paid at ${held === null ? payout : heldLine(held)}`]),
      ...(held === null ? [] : concernLines(slug, held)).map((line) => `  ${line}`),
      ...claimable.map((amount) => `  can claim ${amount}`),
    ],
  };
}

/** Whom to ask, and what is said before anybody asks. */
function profileLines(profile: ProfileInput): string[] {
  const { welcome, never, answersWithinDays, closedUntil, closedReason } = profile;
  const contact = contactLine(profile);
  const textOf = (text: ProfileInput['welcome']) =>
    [text?.en, text?.zh]
      .filter((each) => each != null)
      .join(' · ')
      .replace(/\s*\n\s*/g, ' ');
  return [
    ...(contact === null ? [] : [`ask: ${contact}`]),
    ...(closedUntil == null
      ? []
      : [
          `takes no new requests until ${closedUntil}${closedReason == null ? '' : `: ${textOf(closedReason)}`}`,
        ]),
    ...(welcome == null ? [] : [`welcomes: ${textOf(welcome)}`]),
    ...(never == null ? [] : [`never allows: ${textOf(never)}`]),
    ...(answersWithinDays == null ? [] : [`answers within ${answersWithinDays} days`]),
  ];
}

function suspensionLines({
  suspendedFrom,
  reason,
}: NonNullable<OrganizationState['suspension']>): readonly string[] {
  const isInForce = Date.parse(suspendedFrom) <= Date.now();
  return [
    isInForce
      ? `suspended since ${suspendedFrom}: can't publish, offer, buy or dispute`
      : `will be suspended from ${suspendedFrom} on: can't publish, offer, buy or dispute then`,
    `reason: ${reason ?? 'not stated here'}`,
  ];
}

function successionLine({
  candidate,
  seatableAt,
  byCouncil,
}: NonNullable<OrganizationState['succession']>): string {
  return byCouncil
    ? `its council names ${candidate} as the next one, who may take the seat now`
    : `the accreditor proposes ${candidate} as the next council, who may take the seat from ${seatableAt} unless the present one vetoes it`;
}

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
