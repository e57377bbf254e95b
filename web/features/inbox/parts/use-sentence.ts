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
  return (item) => {
    const { kind, by, request, call, license, recipient, search } = item;
    const words = { who: nameOf(by), what: whatOf(item) };
    const count = item.count ?? 0;
    const due = request === null ? null : formats.day(request.dueDay);
    switch (kind) {
      case 'ASKED':
        if (request?.kind === 'QUESTION' || due === null) return t('QUESTION', words);
        if (call?.isOfRecipient === true)
          return t('PROPOSED', { ...words, day: due, call: pickText(call.title, language)?.text ?? '' });
        return t(request?.kind === 'REVIEW' ? 'REVIEW' : 'ASKED', { ...words, day: due });
      case 'ANSWERED':
        if (due === null || !isOpen(request)) return t('ANSWERED', words);
        return t('ANSWERED_OPEN', { ...words, day: due });
      case 'DECLINED':
        return t(request?.state === 'WITHDRAWN' ? 'WITHDRAWN' : 'DECLINED', words);
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
        return t(request?.state === 'AGREED' ? 'AGREED_ALL' : 'AGREED', words);
      case 'OFFERED':
        return t('OFFERED', { ...words, whom: nameOf(recipient) });
      case 'BOUGHT':
      case 'ASSET_REVISED':
      case 'ASSET_TAKEN_DOWN':
      case 'DISPUTED':
      case 'CONSENT_WITHDRAWN':
      case 'ADMISSION_ASKED':
        return t(kind, words);
    }
  };
}

function isOpen(request: InboxItem['request']): boolean {
  return request?.kind === 'USE' && (request.state === 'ASKED' || request.state === 'ANSWERED');
}
