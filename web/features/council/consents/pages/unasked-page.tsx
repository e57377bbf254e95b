import { Link } from 'react-router';
import { peopleName } from '@lanran/protocol/assets/peoples';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { PagedList } from '../../../../components/facts/paged-list.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { StateMark } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { AssetCard } from '../parts/asset-card.tsx';
import type { Council } from '../../desk/model/council.ts';
import { CouncilFrame } from '../../desk/parts/council-frame.tsx';
import css from '../../desk/parts/council.module.css';
import { type UnaskedAsset, useUnaskedAssets } from '../model/unasked-assets.ts';
import { unaskedText } from '../words/unasked-text.ts';

/** What was published of the community's people without asking a community, and why. */
export function UnaskedPage() {
  const t = useText(unaskedText);
  return (
    <CouncilFrame title={t('title')} lead={t('lead')}>
      {(council) => <UnaskedAssets council={council} />}
    </CouncilFrame>
  );
}

function UnaskedAssets({ council }: { readonly council: Council }) {
  const t = useText(unaskedText);
  const { language } = useLanguage();
  const formats = useFormats();
  const assets = useUnaskedAssets(council);
  const { id, peoples } = council.community;
  const names = formats.list(peoples.map((code) => peopleName(code)[language]));
  return (
    <>
      <p className={css['soft']}>
        {peoples.length === 0 ? t('noPeople') : t('words', { peoples: names })}{' '}
        <Link to={`/council/${id}/labels`}>{t('toPeoples')}</Link>
      </p>
      <PagedList
        list={assets}
        lines={4}
        empty={
          <Empty title={t('nothing')}>
            <p>{t('nothingWhy')}</p>
          </Empty>
        }
      >
        <h2>{t('list')}</h2>
        <ul role="list" className={css['grid']}>
          {assets.rows.map((asset) => (
            <Unasked key={asset.id} council={council} asset={asset} />
          ))}
        </ul>
      </PagedList>
    </>
  );
}

function Unasked({ council, asset }: { readonly council: Council; readonly asset: UnaskedAsset }) {
  const t = useText(unaskedText);
  const { moment } = useFormats();
  const { id } = council.community;
  const isDisputed = asset.disputes.some(({ organization }) => organization.id === id);
  return (
    <AssetCard asset={asset} to={`/assets/${asset.id}`}>
      <p className={css['soft']}>{t('published', { moment: moment(asset.publishedAt) })}</p>
      {asset.noCommunityReason === null ? (
        <p>{t('noReason')}</p>
      ) : (
        <blockquote className={css['reason']}>{asset.noCommunityReason}</blockquote>
      )}
      {isDisputed && <StateMark tone="refused">{t('disputed')}</StateMark>}
      <div className={css['buttons']}>
        <ButtonLink to={`/council/${id}/disputes${isDisputed ? '' : `?asset=${asset.id}`}`}>
          {t(isDisputed ? 'toDispute' : 'object')}
        </ButtonLink>
      </div>
    </AssetCard>
  );
}
