import { Link } from 'react-router';
import { Localized } from '../../../components/facts/localized.tsx';
import { Picture } from '../../../components/facts/picture.tsx';
import { PicturePlaceholder } from '../../../components/facts/picture-placeholder.tsx';
import { Checkbox } from '../../../components/forms/checkbox.tsx';
import { useAssetTitle } from '../../../lib/assets/asset-names.ts';
import { useText } from '../../../lib/language/text.ts';
import type { CallAsset } from '../model/documents.ts';
import { callText } from '../words/text.ts';
import css from './calls.module.css';

interface CallAssetsProps {
  readonly assets: readonly CallAsset[];
  readonly chosen: readonly string[];
  /** Null where nothing is to be chosen. */
  readonly onChoose: ((chosen: readonly string[]) => void) | null;
}

/** The assets of a call, of which some may be chosen for a proposal. */
export function CallAssets({ assets, chosen, onChoose }: CallAssetsProps) {
  const t = useText(callText);
  return (
    <section className={css['section']} aria-labelledby="call-assets">
      <h2 id="call-assets">{t('assets', { count: assets.length })}</h2>
      {assets.length === 0 && <p>{t('noAssets')}</p>}
      <ul role="list" className={css['grid']}>
        {assets.map((asset) => (
          <Card
            key={asset.id}
            asset={asset}
            isChosen={chosen.includes(asset.id)}
            onChoose={
              onChoose === null
                ? null
                : (isChosen) =>
                    onChoose(isChosen ? [...chosen, asset.id] : chosen.filter((id) => id !== asset.id))
            }
          />
        ))}
      </ul>
    </section>
  );
}

interface CardProps {
  readonly asset: CallAsset;
  readonly isChosen: boolean;
  readonly onChoose: ((isChosen: boolean) => void) | null;
}

function Card({ asset, isChosen, onChoose }: CardProps) {
  const t = useText(callText);
  const title = useAssetTitle(asset.title);
  return (
    <li className={css['card']}>
      <Link to={`/assets/${asset.id}`} tabIndex={-1} aria-hidden="true">
        <Picture
          file={asset.cover}
          alt=""
          sizes="(width < 40rem) 45vw, 16rem"
          fallback={<PicturePlaceholder ratio={1}>{t('unpictured')}</PicturePlaceholder>}
        />
      </Link>
      <h3 lang={title.lang}>
        <Link to={`/assets/${asset.id}`}>{title.text}</Link>
      </h3>
      <p className={css['soft']}>
        {t(`kinds.${asset.kind}`)} · <Localized text={asset.community?.name ?? asset.holder.name} />
      </p>
      {onChoose !== null && (
        <Checkbox isSelected={isChosen} onChange={onChoose}>
          {t('choose', { title: title.text })}
        </Checkbox>
      )}
    </li>
  );
}
