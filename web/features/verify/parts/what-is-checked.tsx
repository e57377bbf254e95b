import type { CheckName } from '@lanran/protocol/proofs/check';
import { checksText } from '../../../lib/checks/checks-text.ts';
import { useText } from '../../../lib/language/text.ts';
import { verifyText } from '../words/text.ts';
import css from './verify-page.module.css';

const CHECKS: readonly CheckName[] = [
  'format',
  'body',
  'files',
  'signature',
  'membership',
  'inclusion',
  'checkpoint',
  'log identity',
  'anchor',
  'block',
  'witness',
  'license',
  'consent',
  'undisputed',
  'title stated',
  'agreement',
  'fixity',
];

/** The questions, before anything was given. */
export function WhatIsChecked() {
  const t = useText(verifyText);
  const checks = useText(checksText);
  return (
    <section className={css['what']} aria-labelledby="what">
      <h2 id="what">{t('whatIsChecked')}</h2>
      <p>{t('whatIsCheckedLead')}</p>
      <dl className={css['questions']}>
        {CHECKS.map((name) => (
          <div key={name}>
            <dt>{checks(`name.${name}`)}</dt>
            <dd>{checks(`explain.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
