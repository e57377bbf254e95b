import { pickText } from '../session/api.ts';
import { CommunityLabels, type ShownLabel } from './community-labels.tsx';
import { useLanguage } from '../language/language.tsx';
import css from './labels.module.css';
import { labelsText } from './labels-text.ts';
import { useText } from '../language/text.ts';

type Text = ShownLabel['title'];

interface LabelsAndCreditProps {
  readonly asset: {
    readonly creditLine: string | null;
    readonly community: { readonly name: Text; readonly labels: readonly ShownLabel[] } | null;
  };
}

/** How an asset is to be credited, and what its community asks of whoever uses it. */
export function LabelsAndCredit({ asset: { creditLine, community } }: LabelsAndCreditProps) {
  const t = useText(labelsText);
  const { language } = useLanguage();
  const name = pickText(community?.name, language)?.text ?? '';
  return (
    <>
      <section className={css['section']} aria-labelledby="credit-line">
        <h2 id="credit-line">{t('creditTitle')}</h2>
        <p>{creditLine ?? t('noCredit')}</p>
      </section>
      {community !== null && community.labels.length > 0 && (
        <section className={css['section']} aria-labelledby="community-labels">
          <h2 id="community-labels">{t('title', { community: name })}</h2>
          <p className={css['soft']}>{t('lead')}</p>
          <CommunityLabels labels={community.labels} />
        </section>
      )}
    </>
  );
}
