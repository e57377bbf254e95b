import { useText } from '../language/text.ts';
import { AgreementLink } from './agreement-link.tsx';
import { agreementText } from './agreement-text.ts';
import css from './agreements.module.css';
import type { NamedAgreement } from './named-agreement.ts';

/** The license agreement of a version, where it names one. */
export function AgreementSection({ agreement }: { readonly agreement: NamedAgreement | null }) {
  const t = useText(agreementText);
  if (agreement === null) return null;
  return (
    <section className={css['section']} aria-labelledby="license-agreement">
      <h2 id="license-agreement">{t('title')}</h2>
      <p className={css['soft']}>{t('lead')}</p>
      <p>
        <AgreementLink agreement={agreement} />
      </p>
    </section>
  );
}
