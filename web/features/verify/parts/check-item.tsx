import type { Check, CheckStatus } from '@lanran/protocol/proofs/check';
import { Details } from '../../../components/facts/details.tsx';
import { StateMark, type Tone } from '../../../components/page/notice.tsx';
import { checksText } from '../../../lib/checks/checks-text.ts';
import { useText } from '../../../lib/language/text.ts';
import css from './checked-proof.module.css';

const TONES: Readonly<Record<CheckStatus, Tone>> = { pass: 'live', fail: 'refused', unknown: 'unknown' };

/** One check: its name, its question, its answer, and what was found exactly. */
export function CheckItem({ check: { name, status, reason } }: { readonly check: Check }) {
  const t = useText(checksText);
  return (
    <li className={css['check']}>
      <h4>
        <StateMark tone={TONES[status]}>
          {t(`name.${name}`)} · {t(`status.${status}`)}
        </StateMark>
      </h4>
      <p className={css['question']}>{t(`explain.${name}`)}</p>
      <p>{t(`${status}.${name}`)}</p>
      <Details summary={t('finding')} isOpen={status === 'fail'}>
        <p lang="en">{reason}</p>
      </Details>
    </li>
  );
}
