import type { LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { FIXED_VERSION, REVOCABLE, rightsOf, type RightsBits } from '@lanran/protocol/licensing/rights';
import { licenseIdOf, type Terms } from '@lanran/protocol/licensing/terms';
import type { Wish } from '@lanran/protocol/licensing/window';
import { sublicenseAct } from './license-acts.ts';
import { awaitLicense, getLicense } from './licenses.ts';
import type { Platform } from '../kernel/session.ts';
import { issuedAlready, quoteSublicense, type Quote, type WishInput } from './quotes.ts';
import { relay, type Outcome } from '../acts/relaying.ts';

export interface SublicenseRequest {
  readonly licenseId: LicenseId;
  /** Who gets the part. */
  readonly licensee: OrganizationId;
  /** The part, beside others. */
  readonly wish: Wish;
  /** The same in words. */
  readonly wishInput: WishInput;
  /** Whether the grantor may end it. */
  readonly revocable: boolean;
  /** Whether the other could take no other version; a part of a license of a fixed version always is. */
  readonly fixedVersion?: boolean;
  /** Those of PASSED_ON_RIGHTS that the other gets; the license has to have them. Left out: none. */
  readonly passedOn?: RightsBits;
}

export interface GrantedSublicense {
  readonly licenseId: LicenseId;
  readonly outcome: Outcome;
  readonly alreadyHeld: boolean;
}

export type SublicenseOutcome = { readonly granted: GrantedSublicense } | { readonly refused: Quote };

/** Grants a part of a license to another organization; the same part twice is one. */
export async function grantSublicense(
  platform: Platform,
  request: SublicenseRequest,
): Promise<SublicenseOutcome> {
  const { api } = platform;
  const { terms: held } = await getLicense(api, request.licenseId);
  const licenseId = licenseIdOf(sublicenseOf(held, request));
  const { wishInput: wish, revocable, fixedVersion = false, passedOn = 0, licensee } = request;
  const rights = rightsOf(passedOn);
  const question = { licenseId: request.licenseId, licensee, wish, revocable, fixedVersion, rights };
  const answer = await quoteSublicense(api, question);
  if (issuedAlready(answer) === licenseId) {
    const { transaction } = await awaitLicense(api, licenseId);
    return { granted: { licenseId, outcome: { transaction, proposal: null }, alreadyHeld: true } };
  }
  if (!answer.ok) return { refused: answer };
  const act = sublicenseAct({ held, licensee, wish: request.wish, rights: rightsIn(request) });
  return { granted: { licenseId, outcome: await relay(platform, act), alreadyHeld: false } };
}

/** What a sublicense agrees (IJudgement.sublicense). */
function sublicenseOf(held: Terms, request: SublicenseRequest): Terms {
  const { licensee, wish } = request;
  return {
    ...held,
    licensee,
    wish,
    rights: rightsIn(request) | (held.rights & FIXED_VERSION),
    price: 0n,
    origin: 'SUBLICENSE',
    parent: licenseIdOf(held),
  };
}

function rightsIn({ revocable, fixedVersion = false, passedOn = 0 }: SublicenseRequest): RightsBits {
  return (revocable ? REVOCABLE : 0) | (fixedVersion ? FIXED_VERSION : 0) | passedOn;
}
