import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { AllPlaces } from '../../../../lib/territories/all-places.tsx';
import { CallsOfAsset } from '../../../../lib/calls/calls-of-asset.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { CouncilAsked } from '../../../../lib/council/council-asked.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { isInForce } from '../../../../lib/suspension/suspension-notice.tsx';
import { suspensionText } from '../../../../lib/suspension/text.ts';
import { askAddress } from '../../../../lib/requests/ask-address.ts';
import { askingText } from '../../../../lib/requests/asking-text.ts';
import { isAllGone } from '../../../../lib/taking-down/left.ts';
import { useText } from '../../../../lib/language/text.ts';
import { mediaText, rightsText, territoriesText } from '../../../../lib/territories/window-text.ts';
import css from './asset-page.module.css';
import type { AssetOnPage } from '../model/documents.ts';
import { OfferList } from './offer-list.tsx';
import { mayBeLicensed } from '../model/for-sale.ts';
import { assetText } from '../words/text.ts';

interface LicensingProps {
  readonly asset: AssetOnPage;
  /** The reader acts for who may offer it. */
  readonly isHolder: boolean;
}

/** What the community allows and what the holder sells, and the way to a license. */
export function Licensing({ asset, isHolder }: LicensingProps) {
  const t = useText(assetText);
  const asking = useText(askingText);
  const suspended = useText(suspensionText);
  const { suspension } = asset.holder;
  const isForSale = mayBeLicensed(asset);
  return (
    <section aria-labelledby="asset-licensing" className={css['section']}>
      <h2 id="asset-licensing">{t('licensing')}</h2>
      <CallsOfAsset assetId={asset.id} />
      <h3>{t('consent')}</h3>
      <ConsentState asset={asset} />
      {isForSale && asset.community !== null && <p>{t('consentOneUse')}</p>}
      {isHolder && asset.community !== null && asset.consent === null && (
        <CouncilAsked communityId={asset.community.id} assetId={asset.id} />
      )}
      {isForSale ? (
        <>
          <h3>{t('offers')}</h3>
          {suspension !== null && isInForce(suspension) && (
            <Notice tone="refused">{suspended('noSales')}</Notice>
          )}
          <Offers offers={asset.offers} />
          <div className={css['licenseAct']}>
            <ButtonLink kind="main" to={`/assets/${asset.id}/license`}>
              {t('describeUse')}
            </ButtonLink>
          </div>
        </>
      ) : (
        <p>{isAllGone(asset) ? t('noLicensingGone') : t('noLicensing')}</p>
      )}
      {!isHolder && !asset.isTakenDown && (
        <div>
          <ButtonLink to={askAddress({ kind: 'QUESTION', assetIds: [asset.id] })}>
            {asking('question')}
          </ButtonLink>
        </div>
      )}
    </section>
  );
}

/** Those that can be taken, with their prices; the others are counted only. */
function Offers({ offers }: Pick<AssetOnPage, 'offers'>) {
  const t = useText(assetText);
  const open = offers.filter(({ canBeTaken }) => canBeTaken);
  const closed = offers.length - open.length;
  return (
    <>
      {open.length > 0 && <OfferList offers={open} />}
      {closed > 0 && <Notice tone="unknown">{t('offersShut', { count: closed })}</Notice>}
      {offers.length === 0 && <p>{t('noOffers')}</p>}
    </>
  );
}

function ConsentState({ asset }: { readonly asset: AssetOnPage }) {
  const t = useText(assetText);
  const { language } = useLanguage();
  const { day, share } = useFormats();
  const { community, consent, consentEnd } = asset;
  if (community === null) {
    return (
      <Notice>
        <p>{t('consentNotNeeded')}</p>
        {asset.noCommunityReason !== null && (
          <p className={css['words']}>{t('noCommunityReason', { reason: asset.noCommunityReason })}</p>
        )}
      </Notice>
    );
  }
  const name = pickText(community.name, language)?.text ?? community.slug;
  if (consent === null)
    return <Notice tone="unknown">{t(`consentEnded.${consentEnd ?? 'NONE'}`, { community: name })}</Notice>;
  return (
    <Notice tone="live">
      <p>
        {t('consentGiven', {
          community: name,
          media: mediaText(consent.media, language),
          territories: territoriesText(consent.territories, language),
          day: day(consent.lastDay),
          share: share(consent.shareBps),
        })}
      </p>
      <AllPlaces codes={consent.territories} />
      {consent.collection !== null && <p>{t('consentCollection')}</p>}
      {consent.rights.length > 0 && (
        <p>{t('consentRights', { rights: rightsText(consent.rights, language) })}</p>
      )}
    </Notice>
  );
}
