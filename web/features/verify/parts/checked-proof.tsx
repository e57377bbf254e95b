import type { CheckStatus } from '@lanran/protocol/proofs/check';
import type { ReactNode } from 'react';
import { Notice, type Tone } from '../../../components/page/notice.tsx';
import { useText } from '../../../lib/language/text.ts';
import { CheckItem } from './check-item.tsx';
import type { Checked } from '../model/check-given.ts';
import css from './checked-proof.module.css';
import { FilesTable } from './files-table.tsx';
import { ProofSays } from './proof-says.tsx';
import { verifyText } from '../words/text.ts';
import { judge, type Verdict } from '../model/verdict.ts';

const TONES: Readonly<Record<Verdict, Tone>> = { refused: 'refused', open: 'unknown', proven: 'live' };
const GROUPS = [
  ['fail', 'failed'],
  ['unknown', 'notKnown'],
  ['pass', 'proven'],
] as const satisfies readonly (readonly [CheckStatus, string])[];
const HEADLINES = {
  refused: ['verdictRefused', 'verdictRefusedMore'],
  open: ['verdictOpen', 'verdictOpenMore'],
  proven: ['verdictProven', 'verdictProvenMore'],
} as const;

interface CheckedProofProps {
  readonly checked: Checked;
  /** Beside the checks, below what the proof says. */
  readonly children?: ReactNode;
}

/** One proof: the verdict in a sentence, what it says, and every check. */
export function CheckedProof({ checked, children }: CheckedProofProps) {
  const t = useText(verifyText);
  const { verdict, byStatus, changedFiles, strangers } = judge(checked);
  const [headline, more] = HEADLINES[verdict];
  return (
    <section className={css['proof']} aria-label={t('proofOf', { name: checked.path })}>
      <h2>{checked.path}</h2>
      <Notice tone={TONES[verdict]} title={t(headline)} isLive>
        <NamedFiles label={t('changed', { count: changedFiles.length })} paths={changedFiles} />
        <NamedFiles label={t('strangers', { count: strangers.length })} paths={strangers} />
        <p>{t(more)}</p>
      </Notice>
      <div className={css['columns']}>
        <div className={css['checks']}>
          {GROUPS.map(([status, label]) =>
            byStatus[status].length === 0 ? null : (
              <div key={status} className={css['group']}>
                <h3>{t(label)}</h3>
                <ul role="list">
                  {byStatus[status].map((check) => (
                    <CheckItem key={check.name} check={check} />
                  ))}
                </ul>
              </div>
            ),
          )}
        </div>
        <div className={css['about']}>
          {checked.summary !== null && (
            <>
              <h3>{t('says')}</h3>
              {verdict === 'refused' && <Notice tone="unknown">{t('saysUntrusted')}</Notice>}
              <ProofSays summary={checked.summary} />
            </>
          )}
          {checked.files.length > 0 && (
            <>
              <h3>{t('files')}</h3>
              <FilesTable files={checked.files} />
            </>
          )}
          {children}
        </div>
      </div>
    </section>
  );
}

const MOST_NAMED = 20;

function NamedFiles({ label, paths }: { readonly label: string; readonly paths: readonly string[] }) {
  const t = useText(verifyText);
  if (paths.length === 0) return null;
  return (
    <div>
      <p>{label}</p>
      <ul>
        {paths.slice(0, MOST_NAMED).map((path) => (
          <li key={path}>
            <strong>{path}</strong>
          </li>
        ))}
      </ul>
      {paths.length > MOST_NAMED && <p>{t('moreFiles', { count: paths.length - MOST_NAMED })}</p>}
    </div>
  );
}
