import type { Notice } from './delivery.ts';

/** Where to act on it, as a path of the platform. */
export function pageOf({ kind, subject, recipient }: Pick<Notice, 'kind' | 'subject' | 'recipient'>): string {
  const { requestId, callId, licenseId, assetId, searchId } = subject;
  if (kind === 'WEBHOOK_OFF' || kind === 'TEST') return `/webhooks/${recipient}`;
  if (kind === 'ADMISSION_ASKED') return '/admin#requests';
  if (kind === 'SIGNATURE_WAITS') return `/council/${recipient}/signatures`;
  if (requestId !== null) return `/requests/${requestId}`;
  if (callId !== null) return `/calls/${callId}`;
  if (kind === 'PAYMENT_ASKED' && licenseId !== null) return `/orders/${licenseId}`;
  if (licenseId !== null) return `/licenses/${licenseId}`;
  if (assetId !== null) return `/assets/${assetId}`;
  return searchId === null ? '/inbox' : '/searches';
}
