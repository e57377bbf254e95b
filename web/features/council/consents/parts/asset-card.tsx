import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useAssetTitle, useHolderName } from '../../../../lib/assets/asset-names.ts';
import { AssetPicture } from '../../../../lib/assets/asset-picture.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { ShownAsset } from '../model/assets.ts';
import css from './asset-card.module.css';
import { councilText } from '../../desk/words/text.ts';

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
      <h3 className={css['title']} lang={title.lang}>
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
