import { Link } from 'react-router';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { AssetPicture } from '../../../lib/assets/asset-picture.tsx';
import { useAssetTitle } from '../../../lib/assets/asset-names.ts';
import { catalogAddress } from '../../../lib/catalog/catalog-address.ts';
import { useText } from '../../../lib/language/text.ts';
import { useConceptAssets } from '../model/concept-queries.ts';
import type { ShownConcept } from '../model/documents.ts';
import { conceptsText } from '../words/text.ts';
import css from './concept-page.module.css';

type FoundAsset = NonNullable<ReturnType<typeof useConceptAssets>['data']>['assets'][number];

/** On a phone. */
const FIRST_ROW = 2;

interface ConceptAssetsProps {
  readonly concept: Pick<ShownConcept, 'id' | 'vocabulary' | 'code'>;
}

/** What bears it, and what bears a narrower one. */
export function ConceptAssets({ concept: { id, vocabulary, code } }: ConceptAssetsProps) {
  const t = useText(conceptsText);
  const { data, error, isPending, refetch } = useConceptAssets(vocabulary, code);
  return (
    <section className={css['section']} aria-labelledby="assets">
      <h2 id="assets">{t('assets')}</h2>
      {isPending && <Skeleton />}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <>
          <p className={css['soft']}>{t('assetsCount', { count: data.totalCount })}</p>
          <ul role="list" className={css['pictures']}>
            {data.assets.map((asset, at) => (
              <AssetCard key={asset.id} asset={asset} isEager={at < FIRST_ROW} />
            ))}
          </ul>
          {data.totalCount > 0 && (
            <div>
              <ButtonLink to={catalogAddress(new URLSearchParams({ concept: id }))}>
                {t('toCatalog')}
              </ButtonLink>
            </div>
          )}
        </>
      )}
    </section>
  );
}

function AssetCard({ asset, isEager }: { readonly asset: FoundAsset; readonly isEager: boolean }) {
  const title = useAssetTitle(asset.title);
  return (
    <li>
      <Link to={`/assets/${asset.id}`}>
        <AssetPicture asset={asset} sizes="(width < 40rem) 42vw, 18rem" isEager={isEager} />
        <span lang={title.lang}>{title.text}</span>
      </Link>
    </li>
  );
}
