import { StateMark } from '../../../../components/page/notice.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../operation/parts/admin.module.css';
import type { AdmissionRequest } from '../../operation/model/documents.ts';
import { requestText } from '../words/request-text.ts';

/** What the asker wrote for the accreditor alone, and what was said since. */
export function RequestWords({ asked }: { readonly asked: AdmissionRequest }) {
  const t = useText(requestText);
  const { state, contact, letter, question, answer } = asked;
  const words = (text: string) => <span className={css['words']}>{text}</span>;
  return (
    <div className={css['asker']}>
      {state === 'ASKED_BACK' && <StateMark tone="unknown">{t('askedBack')}</StateMark>}
      <Facts
        facts={[
          { name: t('contact'), value: contact === null ? t('notGiven') : words(contact) },
          { name: t('letter'), value: letter === null ? t('notGiven') : words(letter) },
          ...(question === null ? [] : [{ name: t('question'), value: words(question) }]),
          ...(answer === null ? [] : [{ name: t('answer'), value: words(answer) }]),
        ]}
      />
    </div>
  );
}
