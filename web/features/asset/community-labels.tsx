import { pickText } from '../../lib/api.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../lib/language.tsx';
import { useText } from '../../lib/text.ts';
import css from './asset-page.module.css';
import type { AssetOnPage } from './documents.ts';
import { assetText } from './text.ts';

type Labels = NonNullable<AssetOnPage['community']>['labels'];

/** How the community wants its heritage treated, in its own words (TK Labels). */
export function CommunityLabels({ labels }: { readonly labels: Labels }) {
  const t = useText(assetText);
  const { language } = useLanguage();
  if (labels.length === 0) return null;
  return (
    <section aria-labelledby="asset-labels" className={css['section']}>
      <h2 id="asset-labels">{t('labels')}</h2>
      <ul role="list" className={css['labels']}>
        {labels.map((label) => {
          const title = pickText(label.title, language);
          const text = pickText(label.text, language);
          return (
            <li key={label.code}>
              <strong lang={title === null ? undefined : LANGUAGE_TAGS[title.language]}>
                {title?.text ?? label.code}
              </strong>
              {text !== null && <p lang={LANGUAGE_TAGS[text.language]}>{text.text}</p>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
