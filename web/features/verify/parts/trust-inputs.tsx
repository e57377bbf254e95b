import { useText } from '../../../lib/language/text.ts';
import css from './known-panel.module.css';
import { NodeChoice } from './node-choice.tsx';
import { verifyText } from '../words/text.ts';
import { TrustChoice } from './trust-choice.tsx';
import type { Verification } from '../model/use-verification.ts';

/** What only somebody else can tell: whose log it is, and what the chain's nodes say. Nothing here is asked unasked. */
export function TrustInputs({ verification }: { readonly verification: Verification }) {
  const t = useText(verifyText);
  return (
    <section className={css['panel']} aria-labelledby="know">
      <h2 id="know">{t('know')}</h2>
      <p className={css['lead']}>{t('knowLead')}</p>
      <div className={css['choices']}>
        <TrustChoice verification={verification} />
        <NodeChoice verification={verification} />
      </div>
    </section>
  );
}
