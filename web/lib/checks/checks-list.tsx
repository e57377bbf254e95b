import type { CSSProperties } from 'react';
import type { Check, Report } from '@lanran/protocol/proofs/check';
import { Details } from '../../components/facts/details.tsx';
import { Notice, StateMark, type Tone } from '../../components/page/notice.tsx';
import { checksText } from './checks-text.ts';
import css from './checks-list.module.css';
import { useText } from '../language/text.ts';

const TONES = { pass: 'live', fail: 'refused', unknown: 'unknown' } as const satisfies Record<
  Check['status'],
  Tone
>;

/** The verdict, then every check: what it asks, what its answer means, and what was found. */
export function ChecksList({ report }: { readonly report: Report }) {
  const t = useText(checksText);
  return (
    <div className={css['report']}>
      <Verdict report={report} />
      <ol role="list" className={css['checks']} aria-label={t('title')}>
        {report.checks.map((check, at) => (
          <li key={check.name} className={css['check']} style={delayOf(at)}>
            <StateMark tone={TONES[check.status]}>
              {t(`name.${check.name}`)} · {t(`status.${check.status}`)}
            </StateMark>
            <p className={css['question']}>{t(`explain.${check.name}`)}</p>
            <p>{t(`${check.status}.${check.name}`)}</p>
            <Details summary={t('finding')}>
              <p lang="en">{check.reason}</p>
            </Details>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Verdict({ report: { checks } }: { readonly report: Report }) {
  const t = useText(checksText);
  const count = (status: Check['status']) => checks.filter((check) => check.status === status).length;
  const [passed, failed, unknown] = [count('pass'), count('fail'), count('unknown')];
  if (failed > 0) return <Notice tone="refused" title={t('verdict.fail', { failed })} isLive />;
  if (unknown > 0) return <Notice tone="unknown" title={t('verdict.some', { passed, unknown })} isLive />;
  return <Notice tone="live" title={t('verdict.pass')} isLive />;
}

/** One after the other, so that the eye can follow; a custom property, which React's type of styles does not know. */
function delayOf(at: number): CSSProperties {
  return { '--at': at } as CSSProperties;
}
