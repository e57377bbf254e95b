import { ApiError } from '../../../../lib/session/api.ts';

interface StatedQuote {
  readonly reasons: readonly { readonly code: string; readonly en: string; readonly zh: string }[];
}

/** What was quoted is refused by now: somebody was faster. Says every reason in both languages. */
export function meanwhileRefused({ reasons }: StatedQuote): ApiError {
  return new ApiError('Refused meanwhile; nothing was signed.', {
    code: 'CONFLICT',
    field: null,
    reasons: reasons.map((reason) => ({ ...reason, data: {} })),
    requestId: null,
  });
}
