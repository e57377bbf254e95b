import type { CSSProperties } from 'react';
import { Link } from 'react-router';
import { cardPictureSizes, cardRatio } from '@lanran/protocol/files/rendition-sources';
import { Picture } from '../../../components/facts/picture.tsx';
import { PicturePlaceholder } from '../../../components/facts/picture-placeholder.tsx';
import { pickText } from '../../../lib/session/api.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../lib/language/language.tsx';
import { AddToList } from '../../../lib/lists/add-to-list.tsx';
import { useMoney } from '../../../lib/pricing/money.ts';
import { useMissingPictureWords } from '../../../lib/pictures/missing-picture.ts';
import { useText } from '../../../lib/language/text.ts';
import css from './asset-grid.module.css';
import type { CatalogAsset, CatalogEdge } from '../model/documents.ts';
import { excerptOf, piecesOf, titleSpansOf } from '../model/highlights.ts';
import { resultText } from '../words/result-text.ts';
import { Marked } from './marked.tsx';
import results from './results.module.css';
import { WhyHere } from './why-here.tsx';
import { catalogText } from '../words/text.ts';

interface AssetCardProps {
  readonly edge: CatalogEdge;
  readonly isEager: boolean;
  /** What the assets are to be licensed for, as parts of an address; empty for nothing. */
  readonly use: string;
  /** The currency that prices are asked for in. */
  readonly token: string | null;
}

export function AssetCard({ edge, isEager, use, token }: AssetCardProps) {
  const { node: asset, sale, highlights, relevance } = edge;
  const t = useText(catalogText);
  const { language } = useLanguage();
  const wordsFor = useMissingPictureWords();
  const title = pickText(asset.title, language) ?? { text: t('noTitle'), language };
  const holder = pickText(asset.holder.name, language)?.text ?? '';
  const origin = pickText(asset.community?.name, language) ?? { text: t('noCommunity'), language };
  const image = asset.cover?.image ?? null;
  const ratio = image === null ? 4 / 3 : cardRatio(image);
  return (
    <li className={css['card']} style={ratioStyle(ratio)}>
      <Picture
        file={asset.cover}
        alt=""
        sizes={cardPictureSizes(ratio)}
        isEager={isEager}
        fallback={
          <PicturePlaceholder>
            {asset.missingPicture === null ? t('brokenPicture') : wordsFor(asset.missingPicture, { holder })}
          </PicturePlaceholder>
        }
      />
      <div className={css['head']}>
        <h3 className={css['title']} lang={LANGUAGE_TAGS[title.language]}>
          <Link to={`/assets/${asset.id}`}>
            <Marked pieces={piecesOf(title.text, titleSpansOf(title.text, highlights))} />
          </Link>
        </h3>
        <AddToList assetId={asset.id} title={title.text} isOnCard />
      </div>
      <p className={css['line']}>
        {t(`oneOf.${asset.kind}`)} · <span lang={LANGUAGE_TAGS[origin.language]}>{origin.text}</span>
      </p>
      <FoundIn title={title.text} highlights={highlights} />
      <SaleLine sale={sale} token={token} />
      {asset.isWithdrawn && <p className={css['line']}>{t('withdrawn')}</p>}
      {asset.synthetic && <p className={css['line']}>{t('synthetic')}</p>}
      {asset.community !== null && <Labels labels={asset.community.labels} />}
      {relevance !== null && <WhyHere reasons={relevance.parts} title={title.text} />}
      {use !== '' && (
        <p className={css['act']}>
          <Link
            to={`/assets/${asset.id}/license?${use}`}
            aria-label={t('licenseUseOf', { title: title.text })}
          >
            {t('licenseUse')}
          </Link>
        </p>
      )}
    </li>
  );
}

/** Whether and from what price it can be licensed today. */
function SaleLine({
  sale: { isNow, from },
  token,
}: Pick<CatalogEdge, 'sale'> & Pick<AssetCardProps, 'token'>) {
  const t = useText(catalogText);
  const money = useMoney();
  if (!isNow) return null;
  if (from.length === 0) return <p className={css['line']}>{t('saleExclusive')}</p>;
  if (from.some(({ amount }) => amount === '0')) return <p className={css['line']}>{t('saleFree')}</p>;
  const prices = from
    .toSorted((left, right) => Number(right.token === token) - Number(left.token === token))
    .map(money);
  // Until it is known what prices are in, the line is there: nothing below it moves.
  const isPriced = !prices.includes('');
  return (
    <p className={css['line']}>{isPriced ? t('saleFrom', { price: prices.join(' · ') }) : t('onOffer')}</p>
  );
}

/** What matches where the title does not. */
function FoundIn({ title, highlights }: Pick<CatalogEdge, 'highlights'> & { readonly title: string }) {
  const t = useText(resultText);
  const { language } = useLanguage();
  const excerpt = excerptOf(title, highlights, language);
  if (excerpt === null) return null;
  const separator = language === 'zh' ? '：' : ': ';
  return (
    <p className={results['excerpt']}>
      {t(`inField.${excerpt.field}`)}
      {separator}
      <span lang={LANGUAGE_TAGS[excerpt.language]}>
        <Marked pieces={excerpt.pieces} />
      </span>
    </p>
  );
}

/** Shown wherever an asset of the community is (TK Labels); their words stand on its page. */
function Labels({ labels }: Pick<NonNullable<CatalogAsset['community']>, 'labels'>) {
  const t = useText(catalogText);
  const { language } = useLanguage();
  if (labels.length === 0) return null;
  return (
    <ul role="list" className={css['labels']} aria-label={t('labels')}>
      {labels.map(({ code, title }) => {
        const name = pickText(title, language) ?? { text: code, language };
        return (
          <li key={code} lang={LANGUAGE_TAGS[name.language]}>
            {name.text}
          </li>
        );
      })}
    </ul>
  );
}

/** A custom property, which React's type of styles does not know. */
function ratioStyle(ratio: number): CSSProperties {
  return { '--ratio': ratio.toFixed(4) } as CSSProperties;
}
