import type { Money } from '@lanran/sdk/kernel/money';
import type { OrganizationState } from '@lanran/sdk/organizations/organization-state';
import type { Deployment } from '@lanran/sdk/kernel/session';
import type { HeldAddress } from '@lanran/sdk/organizations/held-address';
import { moneyText } from './money-text.ts';
import type { CommandResult } from './output.ts';
import { concernLines, heldLine } from './payout-lines.ts';

export interface ShownMoney {
  readonly credits: readonly Money[];
  /** Whose its payout address is; null when it has none. */
  readonly held: HeldAddress | null;
  readonly deployment: Pick<Deployment, 'paymentToken'>;
}

/** Who acts for an organization, where its money goes and who is named to be its council. */
export function showOrganization(
  organization: OrganizationState,
  { credits, held, deployment }: ShownMoney,
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
      },
    },
    lines: [
      `${kind.toLowerCase()} ${slug}, ${id}`,
      `  ${[name.en, name.zh].filter((text) => text != null).join(' · ')}`,
      `  ${isAdmitted ? 'admitted' : 'not admitted yet'}`,
      ...(suspension == null ? [] : suspensionLines(suspension)).map((line) => `  ${line}`),
      ...members.map(({ address, role }) => `  ${role.toLowerCase()} ${address}`),
      ...(council == null ? [] : [`  council ${council}`]),
      ...(succession == null ? [] : [`  ${successionLine(succession)}`]),
      ...(payout == null ? [] : [`  paid at ${held === null ? payout : heldLine(held)}`]),
      ...(held === null ? [] : concernLines(slug, held)).map((line) => `  ${line}`),
      ...claimable.map((amount) => `  can claim ${amount}`),
    ],
  };
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
