import { Link } from 'react-router';
import { Button } from '../../../components/forms/button.tsx';
import { pickText } from '../../../lib/session/api.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import type { InboxItem } from '../model/documents.ts';
import { pathOf } from '../model/inbox-item.ts';
import { inboxText } from '../words/inbox-text.ts';
import css from './inbox.module.css';
import { useSentence } from './use-sentence.ts';

interface InboxLineProps {
  readonly item: InboxItem;
  onMark(isRead: boolean): void;
}

/** One sentence, leading to where to act; who follows it has read it. */
export function InboxLine({ item, onMark }: InboxLineProps) {
  const t = useText(inboxText);
  const { language } = useLanguage();
  const sentenceOf = useSentence();
  const path = pathOf(item);
  const sentence = sentenceOf(item);
  const recipient = pickText(item.recipient?.name, language)?.text ?? item.recipient?.slug;
  return (
    <li className={css['item']}>
      <div>
        <p className={item.isUnread ? css['unread'] : undefined}>
          {item.isUnread && <span className={css['new']}>{t('isNew')}</span>}
          {path === null ? (
            sentence
          ) : (
            <Link to={path} onClick={() => onMark(true)}>
              {sentence}
            </Link>
          )}
        </p>
        {recipient !== undefined && <p className={css['soft']}>{t('forWhom', { name: recipient })}</p>}
      </div>
      <div className={css['mark']}>
        <Button
          kind="quiet"
          aria-label={t(item.isUnread ? 'markReadOf' : 'markUnreadOf', { what: sentence })}
          onPress={() => onMark(item.isUnread)}
        >
          {t(item.isUnread ? 'markRead' : 'markUnread')}
        </Button>
      </div>
    </li>
  );
}
