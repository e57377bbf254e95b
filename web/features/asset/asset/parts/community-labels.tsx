import { CommunityLabels as LabelList, type ShownLabel } from '../../../../lib/labels/community-labels.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from './asset-page.module.css';
import { assetText } from '../words/text.ts';

/** How the community wants its heritage treated, in its own words. */
export function CommunityLabels({ labels }: { readonly labels: readonly ShownLabel[] }) {
  const t = useText(assetText);
  if (labels.length === 0) return null;
  return (
    <section aria-labelledby="asset-labels" className={css['section']}>
      <h2 id="asset-labels">{t('labels')}</h2>
      <LabelList labels={labels} />
    </section>
  );
}
