import { RefusedError } from '@lanran/sdk/kernel/errors';

interface StatedQuote {
  readonly reasons: readonly { readonly code: string; readonly en: string; readonly zh: string }[];
}

/** What was quoted is refused by now: somebody was faster. Says every reason in both languages. */
export function meanwhileRefused({ reasons }: StatedQuote): RefusedError {
  return new RefusedError('CONFLICT', 'Refused meanwhile; nothing was signed.', {
    reasons: reasons.map((reason) => ({ ...reason, data: {} })),
    requestId: null,
  });
}
