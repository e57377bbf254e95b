import type { Contact } from '@lanran/sdk/organizations/profile';

interface Reachable {
  readonly contact?: Contact | null | undefined;
  readonly website?: string | null | undefined;
}

/** On one line; null when nothing was said. */
export function contactLine({ contact, website }: Reachable): string | null {
  const { name, email, telephone, postalAddress } = contact ?? {};
  const said = [name, telephone, email, postalAddress?.split(/\s*\n\s*/).join(', '), website];
  const parts = said.filter((part) => part != null);
  return parts.length === 0 ? null : parts.join(' · ');
}

interface OrderContacts {
  readonly holder: Reachable & { readonly slug: string };
  readonly community?: (Reachable & { readonly slug: string }) | null | undefined;
  readonly holderBankDetails?: string | null | undefined;
}

/** Whom to call about an order, and where it is paid: the holder passes on what is the community’s. */
export function orderContactLines(order: OrderContacts): string[] {
  const { holder, community, holderBankDetails } = order;
  return [
    ...partyLines('holder', { ...holder, bankDetails: holderBankDetails }),
    ...(community == null ? [] : partyLines('community', { ...community, bankDetails: null })),
  ];
}

function partyLines(
  role: string,
  party: OrderContacts['holder'] & { readonly bankDetails: string | null | undefined },
): string[] {
  const { slug, bankDetails } = party;
  const said = contactLine(party);
  return [
    ...(said === null ? [] : [`${role} ${slug}: ${said}`]),
    ...(bankDetails == null ? [] : [`pay ${slug} at: ${bankDetails.split(/\s*\n\s*/).join(', ')}`]),
  ];
}
