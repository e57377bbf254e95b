/** What an inbox tells, in the order in which it can be chosen. */
export const INBOX_KINDS = [
  'ASKED',
  'ANSWERED',
  'AGREED',
  'DECLINED',
  'OFFERED',
  'BOUGHT',
  'REQUEST_ENDS',
  'LICENSE_ENDS',
  'LICENSE_REVOKED',
  'ASSET_REVISED',
  'ASSET_TAKEN_DOWN',
  'DISPUTED',
  'CONSENT_WITHDRAWN',
  'SHARE_EARNED',
  'SIGNATURE_WAITS',
  'PAYMENT_ASKED',
  'SEARCH_FOUND',
  'ADMISSION_ASKED',
] as const;
export type InboxKind = (typeof INBOX_KINDS)[number];
