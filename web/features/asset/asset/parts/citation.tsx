import { CopyButton } from '../../../../components/facts/copy-button.tsx';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from './asset-page.module.css';
import type { AssetOnPage } from '../model/documents.ts';
import { assetText } from '../words/text.ts';

/** How to name it elsewhere, and where it will always be. */
export function Citation({ asset, title }: { readonly asset: AssetOnPage; readonly title: string }) {
  const t = useText(assetText);
  const { language } = useLanguage();
  const { day } = useFormats();
  const url = `${window.location.origin}/assets/${asset.id}`;
  const separator = language === 'zh' ? '，' : ', ';
  const citation = t('citationText', {
    title,
    kind: t(`kinds.${asset.kind}`),
    holder: pickText(asset.holder.name, language)?.text ?? asset.holder.slug,
    identifier: asset.identifier === null ? '' : `${separator}${asset.identifier}`,
    version: String(asset.version),
    day: day(asset.publishedAt.slice(0, 10)),
    url,
  });
  return (
    <section aria-labelledby="asset-cite" className={css['section']}>
      <h2 id="asset-cite">{t('cite')}</h2>
      <p>{citation}</p>
      <div className={css['acts']}>
        <CopyButton text={citation} label={t('citation')} />
      </div>
      <h3>{t('permalink')}</h3>
      <p>
        <a href={url}>{url}</a>
      </p>
      <div className={css['acts']}>
        <CopyButton text={url} label={t('permalink')} />
        <ButtonLink to={`/registrations/${asset.id}.pdf`} reloadDocument target="_blank">
          {t('registration')}
        </ButtonLink>
      </div>
    </section>
  );
}
