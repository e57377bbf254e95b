import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Picture } from '../../../../components/facts/picture.tsx';
import { PicturePlaceholder } from '../../../../components/facts/picture-placeholder.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { ShownAsset } from '../model/assets.ts';
import css from '../../desk/parts/council.module.css';
import { councilText } from '../../desk/words/text.ts';

export function useAssetTitle(title: ShownAsset['title'] | null | undefined) {
  const { language } = useLanguage();
  const t = useText(councilText);
  const found = pickText(title, language) ?? { text: t('noTitle'), language };
  return { text: found.text, lang: LANGUAGE_TAGS[found.language] };
}

export function useHolderName(holder: ShownAsset['holder'] | null | undefined): string {
  const { language } = useLanguage();
  return pickText(holder?.name, language)?.text ?? holder?.slug ?? '';
}

interface AssetPictureProps {
  readonly asset: Pick<ShownAsset, 'cover' | 'title'>;
  readonly sizes: string;
  /** True where the title does not stand beside it. */
  readonly isAlone?: boolean;
}

export function AssetPicture({ asset, sizes, isAlone = false }: AssetPictureProps) {
  const t = useText(councilText);
  const title = useAssetTitle(asset.title);
  return (
    <Picture
      file={asset.cover}
      alt={isAlone ? title.text : ''}
      sizes={sizes}
      fallback={<PicturePlaceholder>{isAlone ? title.text : t('noPicture')}</PicturePlaceholder>}
    />
  );
}

interface AssetCardProps {
  readonly asset: ShownAsset;
  /** Where its title leads. */
  readonly to: string;
  readonly children?: ReactNode;
}

/** An object with its picture, who keeps it, and what is said or done about it. */
export function AssetCard({ asset, to, children }: AssetCardProps) {
  const t = useText(councilText);
  const title = useAssetTitle(asset.title);
  const holder = useHolderName(asset.holder);
  return (
    <li className={css['card']}>
      <AssetPicture asset={asset} sizes="(width < 40rem) 92vw, 18rem" />
      <h3 className={css['cardTitle']} lang={title.lang}>
        <Link to={to}>{title.text}</Link>
      </h3>
      <p className={css['soft']}>
        {t(`kind.${asset.kind}`)} · {t('of', { holder })}
        {asset.synthetic && ` · ${t('synthetic')}`}
      </p>
      {children}
    </li>
  );
}
