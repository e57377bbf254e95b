import type { LogId } from '@lanran/protocol/kernel/ids';
import type { RoleLedger } from '../chain/ports/role-ledger.ts';
import type { LeafStore } from '../log/ports/leaf-store.ts';
import type { OrganizationStore } from '../organizations/ports/organization-store.ts';
import type { CouncilSeats } from '../organizations/services/council-seats.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { FailPoints } from '../platform/kernel/fail-points.ts';
import type { AccountStore } from './ports/account-store.ts';
import type { FirstStart } from './ports/first-start.ts';
import type { InvitationStore } from './ports/invitation-store.ts';
import type { SessionStore, UsedNonceStore } from './ports/session-store.ts';
import { type AccountsOptions, AccountsService } from './services/accounts.ts';
import { DemoAccountsService, type DemoKey } from './services/demo-accounts.ts';
import { FirstStartService } from './services/first-start.ts';
import { FreshSignatures } from './services/fresh-signatures.ts';
import { InvitationsService } from './services/invitations.ts';
import { SignInNonces } from './services/sign-in-nonces.ts';
import { type SignInOptions, SignInService } from './services/sign-in.ts';

export interface AccountStores {
  readonly accounts: AccountStore;
  readonly invitations: InvitationStore;
  readonly sessions: SessionStore;
  readonly nonces: UsedNonceStore;
  readonly organizations: OrganizationStore;
  readonly leaves: LeafStore;
}

export interface AccountParts {
  readonly logId: LogId;
  readonly chainId: bigint;
  readonly publicUrl: () => URL;
  readonly sessionHours: number;
  /** The same in every API process. */
  readonly nonceKey: Uint8Array;
  readonly firstStart: FirstStart | null;
  readonly demoKeys: readonly DemoKey[];
  readonly limits: { readonly accounts: AccountsOptions['limits']; readonly signIn: SignInOptions['limits'] };
  readonly councilSeats: CouncilSeats;
  readonly ledger: { readonly roles: RoleLedger };
  readonly clock: Clock;
  readonly failPoints: FailPoints;
}

/** Sign-in, keystores, invitations and the first start. */
export function composeAccounts(stores: AccountStores, parts: AccountParts) {
  const { logId, publicUrl, nonceKey, limits, clock } = parts;
  return {
    signIn: new SignInService({ ...stores, ...parts, limits: limits.signIn }),
    accounts: new AccountsService({ ...stores, clock, limits: limits.accounts }),
    demoAccounts: new DemoAccountsService({ ...stores, keys: parts.demoKeys, publicUrl }),
    invitations: new InvitationsService({
      ...stores,
      seats: parts.councilSeats,
      roles: parts.ledger.roles,
      clock,
    }),
    firstStart: new FirstStartService(parts),
    signatures: new FreshSignatures({
      nonces: new SignInNonces({ key: nonceKey, used: stores.nonces }),
      clock,
      logId,
      publicUrl,
    }),
  };
}
