import { Notice } from '../../../../components/page/notice.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { AssetOnPage } from '../model/documents.ts';
import { TakenDownNotice } from './taken-down-notice.tsx';
import { assetText } from '../words/text.ts';

/** What everybody should know before anything else: withdrawn, disputed, about to be handed over. */
export function AssetNotices({ asset }: { readonly asset: AssetOnPage }) {
  const t = useText(assetText);
  const { language } = useLanguage();
  const { moment } = useFormats();
  const nameOf = (organization: Pick<AssetOnPage['holder'], 'name' | 'slug'>) =>
    pickText(organization.name, language)?.text ?? organization.slug;
  return (
    <>
      {asset.takeDowns.map((takeDown) => (
        <TakenDownNotice key={takeDown.leafIndex} takeDown={takeDown} />
      ))}
      {asset.isWithdrawn && !asset.isTakenDown && (
        <Notice tone="refused" title={t('withdrawnTitle')}>
          <p>{t('withdrawn')}</p>
        </Notice>
      )}
      {asset.disputes.map((dispute) => (
        <Notice
          key={dispute.organization.id}
          tone="refused"
          title={t('disputedTitle', { organization: nameOf(dispute.organization) })}
        >
          <p>{t('disputed', { moment: moment(dispute.openedAt) })}</p>
          <p>
            {dispute.reason === null ? t('disputeNoReason') : t('disputeReason', { reason: dispute.reason })}
          </p>
        </Notice>
      ))}
      {asset.custodyOffer !== null && (
        <Notice tone="unknown" title={t('custodyTitle')}>
          <p>{t('custody', { holder: nameOf(asset.holder), taker: nameOf(asset.custodyOffer) })}</p>
        </Notice>
      )}
    </>
  );
}
