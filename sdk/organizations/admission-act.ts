import { ZeroAddress } from 'ethers';
import { createOrganizationsInterface } from '../../contracts/abi/interfaces/Organizations.ts';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { Act } from '../acts/relaying.ts';

/** Organization kinds in the order of their numbers on chain (docs/formats.md, "Ids"). */
export const ORGANIZATION_KINDS = [
  'INSTITUTION',
  'STUDIO',
  'COMMUNITY',
  'AUDITOR',
  'ACCREDITOR',
  'OPERATOR',
] as const;
export type OrganizationKind = (typeof ORGANIZATION_KINDS)[number];

export interface Admission {
  readonly organizationId: OrganizationId;
  readonly kind: OrganizationKind;
  /** Its first owner. A community's first owner may be its council itself. */
  readonly owner: Address;
  readonly payout: Address;
  /** The address that consents for a community; null for the other kinds. */
  readonly council: Address | null;
}

/** The accreditor admits an organization. */
export function admitAct({ council, kind, ...admission }: Admission): Act {
  const data = createOrganizationsInterface().encodeFunctionData('admit', [
    { ...admission, kind: ORGANIZATION_KINDS.indexOf(kind) + 1, council: council ?? ZeroAddress },
  ]);
  return { contract: 'Organizations', data: data as Hex }; // ethers types hex as string
}
