import { Page } from '../../../../components/page/page.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from './asset-page.module.css';
import { assetText } from '../words/text.ts';

/** Cloth where the picture and the facts will be. */
export function AssetSkeleton() {
  const t = useText(assetText);
  return (
    <Page title={t('asset')} isPending lead={<p>{t('opening')}</p>}>
      <div className={`${css['asset'] ?? ''} ${css['loading'] ?? ''}`}>
        <div className={css['ghost']} />
        <div className={css['facts']}>
          <Skeleton lines={3} />
          <Skeleton lines={8} />
        </div>
      </div>
    </Page>
  );
}
