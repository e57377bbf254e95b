import { pickText } from '../../../lib/session/api.ts';
import { useFormats } from '../../../lib/language/format.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { useMoney } from '../../../lib/pricing/money.ts';
import type { InboxItem } from '../model/documents.ts';
import { inboxText } from '../words/inbox-text.ts';

type Named = NonNullable<InboxItem['by']> | null;

/** An item as a sentence. */
export function useSentence(): (item: InboxItem) => string {
  const t = useText(inboxText);
  const formats = useFormats();
  const money = useMoney();
  const { language } = useLanguage();
  const nameOf = (named: Named) => pickText(named?.name, language)?.text ?? named?.slug ?? t('who');
  const whatOf = ({ kind, asset, isAssetHidden, request }: InboxItem) => {
    if (asset !== null) {
      const title = pickText(asset.title, language)?.text;
      return title === undefined ? t('assets', { count: 1 }) : t('titled', { title });
    }
    if (isAssetHidden) return t('hidden');
    if (request !== null) return t('assets', { count: request.size });
    return kind === 'CONSENT_WITHDRAWN' ? t('collection') : t('noAsset');
  };
  const asked = ({ request, call }: InboxItem, words: { readonly who: string; readonly what: string }) => {
    if (request === null || request.kind === 'QUESTION') return t('QUESTION', words);
    const isProposal = call?.isOfRecipient === true;
    const kind = isProposal ? 'PROPOSED' : request.kind === 'REVIEW' ? 'REVIEW' : 'ASKED';
    const named = { ...words, call: pickText(call?.title, language)?.text ?? '' };
    if (request.state === 'WITHDRAWN') return t(`${kind}_WITHDRAWN`, named);
    return isOpen(request)
      ? t(kind, { ...named, day: formats.day(request.dueDay) })
      : t(`${kind}_OVER`, named);
  };
  return (item) => {
    const { kind, by, request, license, recipient, search } = item;
    const words = { who: nameOf(by), what: whatOf(item) };
    const count = item.count ?? 0;
    const due = request === null ? null : formats.day(request.dueDay);
    switch (kind) {
      case 'ASKED':
        return asked(item, words);
      case 'ANSWERED':
        if (request?.kind !== 'USE' || due === null || !isOpen(request)) return t('ANSWERED', words);
        return t('ANSWERED_OPEN', { ...words, day: due });
      case 'DECLINED':
        return t(request?.entry === 'WITHDRAW' ? 'WITHDRAWN' : 'DECLINED', words);
      case 'REQUEST_ENDS':
        return t('REQUEST_ENDS', { ...words, day: due ?? formats.day(item.at.slice(0, 10)) });
      case 'SHARE_EARNED':
        return license?.share == null
          ? t('SHARE_EARNED_HIDDEN', { ...words, whom: nameOf(recipient) })
          : t('SHARE_EARNED', { ...words, whom: nameOf(recipient), amount: money(license.share) });
      case 'LICENSE_ENDS':
        return license === null
          ? t('LICENSE_ENDS_HIDDEN', { ...words, count })
          : t('LICENSE_ENDS', {
              ...words,
              licensee: nameOf(license.licensee),
              day: formats.day(license.lastDay),
            });
      case 'LICENSE_REVOKED':
        return license === null
          ? t('LICENSE_REVOKED_HIDDEN', words)
          : t('LICENSE_REVOKED', { ...words, licensee: nameOf(license.licensee) });
      case 'SEARCH_FOUND':
        return search === null
          ? t('SEARCH_DELETED', { count })
          : t('SEARCH_FOUND', { name: search.name, count });
      case 'AGREED':
        return t(agreedWord(request), words);
      case 'SIGNATURE_WAITS': {
        const whom = nameOf(recipient);
        const isOfOne = item.asset !== null || item.isAssetHidden;
        return isOfOne ? t('SIGNATURE_WAITS', { ...words, whom }) : t('SIGNATURE_WAITS_PLAIN', { whom });
      }
      case 'OFFERED':
        return t('OFFERED', { ...words, whom: nameOf(recipient) });
      case 'BOUGHT':
      case 'ASSET_REVISED':
      case 'ASSET_TAKEN_DOWN':
      case 'DISPUTED':
      case 'CONSENT_WITHDRAWN':
      case 'ADMISSION_ASKED':
      case 'PAYMENT_ASKED':
        return t(kind, words);
    }
  };
}

/** What is told of an agreement stays; what is left to do is as it is now. */
function agreedWord(request: InboxItem['request']) {
  if (request?.isAgreement !== true) return 'AGREED';
  if (request.state !== 'AGREED') return 'AGREED_ALL';
  return request.role === 'ASKER' ? 'AGREED_ALL_LICENSE' : 'AGREED_ALL_SIGN';
}

function isOpen({ state }: NonNullable<InboxItem['request']>): boolean {
  return state === 'ASKED' || state === 'ANSWERED';
}
