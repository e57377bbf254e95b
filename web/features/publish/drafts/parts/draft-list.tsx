import { FileText, Trash2 } from 'lucide-react';
import { Link } from 'react-router';
import { Button } from '../../../../components/forms/button.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from './drafts.module.css';
import { draftsText } from '../words/drafts-text.ts';
import type { ListedDraft } from '../../editor/model/queries.ts';
import { publishText } from '../../editor/words/text.ts';

interface DraftListProps {
  readonly drafts: readonly ListedDraft[];
  onDelete(draft: ListedDraft): void;
}

/** Drafts, newest first; each goes on where it was left. */
export function DraftList({ drafts, onDelete }: DraftListProps) {
  const t = useText(draftsText);
  const words = useText(publishText);
  const formats = useFormats();
  const { language } = useLanguage();
  const now = Date.now();
  return (
    <ul role="list" className={css['list']}>
      {drafts.map((draft) => {
        const title = pickText(draft.title, language);
        const done = draft.files.filter(({ isComplete }) => isComplete).length;
        const count = draft.files.length;
        const size = formats.bytes(draft.files.reduce((sum, { bytes }) => sum + Number(bytes), 0));
        return (
          <li key={draft.id} className={css['row']}>
            <FileText size={22} aria-hidden="true" />
            <div className={css['about']}>
              <Link to={`/publish/${draft.id}`} className={css['name']}>
                <span lang={title === null ? undefined : LANGUAGE_TAGS[title.language]}>{title?.text}</span>
              </Link>
              <span className={css['facts']}>
                {[
                  words(`kind.${draft.kind}`),
                  done < count ? t('arriving', { done, count, size }) : t('complete', { count, size }),
                  t('changed', { when: formats.relative(draft.updatedAt, now) }),
                ].join(' · ')}
              </span>
            </div>
            <Button
              kind="quiet"
              aria-label={t('deleteLabel', { title: title?.text ?? '' })}
              onPress={() => onDelete(draft)}
            >
              <Trash2 size={18} aria-hidden="true" />
              <span className={css['wideOnly']}>{t('delete')}</span>
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
