import { Link } from 'react-router';
import { pickText } from '../../../lib/session/api.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import type { InboxItem } from '../model/documents.ts';
import { pathOf } from '../model/inbox-item.ts';
import { inboxText } from '../words/inbox-text.ts';
import css from './inbox.module.css';
import { useSentence } from './use-sentence.ts';

/** One sentence, leading to where to act. */
export function InboxLine({ item }: { readonly item: InboxItem }) {
  const t = useText(inboxText);
  const { language } = useLanguage();
  const sentenceOf = useSentence();
  const path = pathOf(item);
  const sentence = sentenceOf(item);
  const recipient = pickText(item.recipient?.name, language)?.text ?? item.recipient?.slug;
  return (
    <li className={css['item']}>
      <p className={item.isUnread ? css['unread'] : undefined}>
        {item.isUnread && <span className={css['new']}>{t('isNew')}</span>}
        {path === null ? sentence : <Link to={path}>{sentence}</Link>}
      </p>
      {recipient !== undefined && <p className={css['soft']}>{t('forWhom', { name: recipient })}</p>}
    </li>
  );
}
