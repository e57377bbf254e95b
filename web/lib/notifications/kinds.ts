/** In the order in which they are offered. */
export const NOTIFICATION_KINDS = [
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
  'SEARCH_FOUND',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];
