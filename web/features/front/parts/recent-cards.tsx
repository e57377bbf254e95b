import type { CSSProperties } from 'react';
import { Link } from 'react-router';
import { cardPictureSizes, cardRatio } from '@lanran/protocol/files/rendition-sources';
import { Localized } from '../../../components/facts/localized.tsx';
import { Picture } from '../../../components/facts/picture.tsx';
import { PicturePlaceholder } from '../../../components/facts/picture-placeholder.tsx';
import { useAssetTitle, useHolderName } from '../../../lib/assets/asset-names.ts';
import { useFormats } from '../../../lib/language/format.ts';
import { useText } from '../../../lib/language/text.ts';
import type { FrontAsset, FrontCard } from '../model/front-page.ts';
import { frontText } from '../words/text.ts';
import css from './recent-cards.module.css';

type OneAsset = Extract<FrontCard, { kind: 'asset' }>;
type ManyAssets = Extract<FrontCard, { kind: 'many' }>;

/** What was published last: what a holder published on one day is at most one card, however much it was. */
export function RecentCards({ cards }: { readonly cards: readonly FrontCard[] }) {
  const t = useText(frontText);
  if (cards.length === 0) return null;
  return (
    <section className={css['recent']} aria-labelledby="front-recent">
      <h2 id="front-recent">{t('recent')}</h2>
      <ul role="list" className={css['cards']}>
        {cards.map((card) =>
          card.kind === 'asset' ? (
            <AssetCard key={card.asset.id} {...card} />
          ) : (
            <ManyCard key={`${card.day.holder.id} ${card.day.publishedAt}`} {...card} />
          ),
        )}
      </ul>
    </section>
  );
}

function AssetCard({ asset, holder }: OneAsset) {
  const title = useAssetTitle(asset.title);
  const ratio = asset.cover?.image == null ? 4 / 3 : cardRatio(asset.cover.image);
  return (
    <li className={css['card']} style={ratioStyle(ratio)}>
      <CardPicture asset={asset} sizes={cardPictureSizes(ratio, '46vw')} />
      <h3 className={css['title']} lang={title.lang}>
        <Link to={`/assets/${asset.id}`}>{title.text}</Link>
      </h3>
      <p className={css['line']}>
        <Localized text={asset.community?.name ?? holder.name} />
      </p>
    </li>
  );
}

function ManyCard({ day, pictures }: ManyAssets) {
  const t = useText(frontText);
  const formats = useFormats();
  const holder = useHolderName(day.holder);
  const published = day.publishedAt.slice(0, 10);
  return (
    <li className={css['card']} style={ratioStyle(4 / 3)}>
      <div className={css['several']} data-count={pictures.length}>
        {pictures.map((asset) => (
          <CardPicture key={asset.id} asset={asset} sizes="(width < 40rem) 46vw, 12rem" />
        ))}
      </div>
      <h3 className={css['title']}>
        <Link to={`/catalog?holder=${day.holder.id}&published=${published}`}>
          {t('many', { count: day.count, holder })}
        </Link>
      </h3>
      <p className={css['line']}>{t('manyLine', { day: formats.day(published) })}</p>
    </li>
  );
}

function CardPicture({ asset, sizes }: { readonly asset: FrontAsset; readonly sizes: string }) {
  const t = useText(frontText);
  return (
    <Picture
      file={asset.cover}
      alt=""
      sizes={sizes}
      fallback={<PicturePlaceholder>{t('noPicture')}</PicturePlaceholder>}
    />
  );
}

/** A custom property, which React's type of styles does not know. */
function ratioStyle(ratio: number): CSSProperties {
  return { '--ratio': ratio.toFixed(4) } as CSSProperties;
}
