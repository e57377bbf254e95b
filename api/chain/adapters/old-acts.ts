import type { Hex } from '@lanran/protocol/kernel/bytes';

/**
 * Selectors of acts whose terms named no version yet. The refusal tells their signer to update the program or reload the page.
 */
const OLD_SELECTORS: ReadonlySet<string> = new Set([
  '0x1c181da1', // buy
  '0xaaf461ac', // buyMany
  '0x4c17925e', // order
  '0x3c6f2444', // renew
  '0xd9de899a', // sublicense
  '0xd79cd9cb', // cancelOrder
  '0x279c2223', // confirmPaid
  '0xcc9f23b7', // confirmShare
  '0xfd833fa1', // transfer
  '0xea36d4e0', // revoke
  '0x357f920e', // offer
]);

export function isOldAct(data: Hex): boolean {
  return OLD_SELECTORS.has(data.slice(0, 10).toLowerCase());
}
