import { createLicenseMarketInterface } from '../../contracts/abi/interfaces/LicenseMarket.ts';
import { createLicenseTokenInterface } from '../../contracts/abi/interfaces/LicenseToken.ts';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { LicenseId, OrganizationId, StatementHash } from '@lanran/protocol/kernel/ids';
import type { RightsBits } from '@lanran/protocol/licensing/rights';
import type { Terms } from '@lanran/protocol/licensing/terms';
import type { Wish } from '@lanran/protocol/licensing/window';
import { NO_PERMIT, type SignedPermit } from '../acts/permit.ts';
import type { Act } from '../acts/relaying.ts';
import { termsArgument } from './terms-argument.ts';

// ethers types calldata as string; its interfaces make lower-case hex.
const calldata = (data: string): Hex => data as Hex;

export interface Renewal {
  /** Terms of the license that is renewed. */
  readonly held: Terms;
  /** The id of the new license. */
  readonly termsHash: LicenseId;
}

/** A licensee buys the following period of its license. */
export function renewAct({ held, termsHash }: Renewal, permit: SignedPermit | null): Act {
  const data = createLicenseMarketInterface().encodeFunctionData('renew', [
    termsArgument(held),
    termsHash,
    permit ?? NO_PERMIT,
  ]);
  return { contract: 'LicenseMarket', data: calldata(data) };
}

export interface Sublicense {
  readonly held: Terms;
  /** Who gets the part. */
  readonly licensee: OrganizationId;
  readonly wish: Wish;
  /** REVOCABLE, so that the grantor may end it, FIXED_VERSION, those of PASSED_ON_RIGHTS that the license has, or nothing. */
  readonly rights: RightsBits;
}

/** A licensee grants a part of its license to another organization. */
export function sublicenseAct({ held, licensee, wish, rights }: Sublicense): Act {
  const data = createLicenseMarketInterface().encodeFunctionData('sublicense', [
    termsArgument(held),
    licensee,
    wish,
    rights,
  ]);
  return { contract: 'LicenseMarket', data: calldata(data), rights };
}

/** A licensee hands its license to another organization. */
export function transferLicenseAct(terms: Terms, licensee: OrganizationId): Act {
  const data = createLicenseTokenInterface().encodeFunctionData('transfer', [termsArgument(terms), licensee]);
  return { contract: 'LicenseToken', data: calldata(data) };
}

/** A licensee takes another version of what it licensed. */
export function takeVersionAct(terms: Terms, version: StatementHash): Act {
  const data = createLicenseTokenInterface().encodeFunctionData('takeVersion', [
    termsArgument(terms),
    version,
  ]);
  return { contract: 'LicenseToken', data: calldata(data) };
}

/** A holder, a council or a grantor ends a license before its last day. */
export function revokeAct(terms: Terms, reasonHash: Hex): Act {
  const data = createLicenseTokenInterface().encodeFunctionData('revoke', [termsArgument(terms), reasonHash]);
  return { contract: 'LicenseToken', data: calldata(data) };
}
