import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Limit } from '@lanran/api/platform/kernel/limit';

/** For tests of something else than limits. */
export const NO_LIMIT: Limit = { take: () => true };
export const NO_ACCOUNT_LIMITS = {
  wrongSecrets: NO_LIMIT,
  newAccounts: NO_LIMIT,
  newAccountsOfAll: NO_LIMIT,
};
const noOfficeHolder: (address: Hex) => Promise<boolean> = () => Promise.resolve(false);
export const NO_SIGN_IN_LIMITS = {
  failures: NO_LIMIT,
  unknownKeys: NO_LIMIT,
  isOfficeHolder: noOfficeHolder,
};
export const NONCE_KEY = new Uint8Array(32).fill(7);
export const NO_NOTIFICATION_LIMITS = {
  ofAccount: NO_LIMIT,
  toAddress: NO_LIMIT,
  ofNetwork: NO_LIMIT,
  webhookTests: NO_LIMIT,
};
