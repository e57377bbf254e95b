import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { parseAssetId } from '@lanran/protocol/kernel/ids';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { needsOthers } from '../../../../lib/council/deciding.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { OrganizationName } from '../../../../lib/organizations/organization-name.tsx';
import { PlaceNames } from '../../../../lib/territories/place-names.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { mediaText } from '../../../../lib/territories/window-text.ts';
import { useAssetTitle, useHolderName } from '../../../../lib/assets/asset-names.ts';
import { AssetPicture } from '../../../../lib/assets/asset-picture.tsx';
import { askAssetStatements } from '../model/asset-statements.ts';
import { type Consent, useCouncilAsset, type WholeAsset } from '../model/assets.ts';
import { ConsentFacts } from './consents-page.tsx';
import { consentsText } from '../words/consents-text.ts';
import { type ActOutcome, type Council, useCouncilAct } from '../../desk/model/council.ts';
import { CouncilFrame } from '../../desk/parts/council-frame.tsx';
import css from '../../desk/parts/council.module.css';
import { OneUseSection } from '../../one-use/parts/one-use-section.tsx';
import { OutcomeNotice } from '../../signatures/parts/outcome-notice.tsx';
import { PendingNotice } from '../../signatures/parts/pending-notice.tsx';
import { type Sold, soldIn } from '../model/sold.ts';
import { usePending } from '../../signatures/model/use-pending.ts';

export function ConsentPage() {
  const t = useText(consentsText);
  return <CouncilFrame title={t('one')}>{(council) => <OneConsent council={council} />}</CouncilFrame>;
}

function OneConsent({ council }: { readonly council: Council }) {
  const t = useText(consentsText);
  const { assetId } = useParams();
  const { data: asset, error, refetch } = useCouncilAsset(council, assetId);
  const pending = usePending(council);
  const [outcome, setOutcome] = useState<{ readonly value: ActOutcome } | null>(null);
  // What is being signed is not taken away because it could not be asked for again.
  if (asset === undefined) {
    return error === null ? (
      <Skeleton lines={6} />
    ) : (
      <ErrorNotice error={error} onRetry={() => void refetch()} />
    );
  }
  const base = `/council/${council.community.id}`;
  const ended = outcome !== null && (
    <OutcomeNotice outcome={outcome.value} done={t('withdrawn')} council={council} />
  );
  if (asset === null || asset.consent === null) {
    return (
      <>
        {ended}
        {asset !== null && (
          <PendingNotice council={council} pending={pending} words="yes" assetId={asset.id} />
        )}
        <Empty title={t('none')}>
          <p>{t('noneWhy')}</p>
          {asset !== null && (
            <ButtonLink to={`${base}/asks/${asset.id}`} kind="main">
              {t('decideAgain')}
            </ButtonLink>
          )}
          <ButtonLink to={`${base}/consents`}>{t('back')}</ButtonLink>
        </Empty>
        {asset !== null && <OneUseSection council={council} asset={asset} />}
        {asset !== null && <SoldList council={council} asset={asset} />}
      </>
    );
  }
  return (
    <>
      {ended}
      <div className={css['twoSides']}>
        <div className={css['side']}>
          <AssetPicture asset={asset} sizes="(width < 64rem) 92vw, 40vw" />
        </div>
        <div className={css['side']}>
          <Title asset={asset} />
          <PendingNotice council={council} pending={pending} words="end" assetId={asset.id} />
          <PendingNotice council={council} pending={pending} words="yes" assetId={asset.id} />
          <ConsentFacts consent={asset.consent} />
          {asset.consent.collection !== null && <p>{t('ofCollection')}</p>}
          <div className={css['buttons']}>
            <ButtonLink to={`${base}/asks/${asset.id}`}>{t('change')}</ButtonLink>
            <Withdraw
              council={council}
              asset={asset}
              consent={asset.consent}
              onDone={(value) => setOutcome({ value })}
            />
          </div>
          <OneUseSection council={council} asset={asset} />
          <SoldList council={council} asset={asset} />
        </div>
      </div>
    </>
  );
}

function Title({ asset }: { readonly asset: WholeAsset }) {
  const title = useAssetTitle(asset.title);
  return <h2 lang={title.lang}>{title.text}</h2>;
}

interface WithdrawProps {
  readonly council: Council;
  readonly asset: WholeAsset;
  readonly consent: Consent;
  onDone(outcome: ActOutcome): void;
}

function Withdraw({ council, asset, consent, onDone }: WithdrawProps) {
  const t = useText(consentsText);
  const title = useAssetTitle(asset.title);
  const holder = useHolderName(asset.holder);
  const [isEnding, setIsEnding] = useState(false);
  const { act, run } = useCouncilAct(council);
  const end = async () => {
    const done = await run(async (platform) => {
      const { withdrawConsentAct } = await import('@lanran/sdk/consent/consent-acts');
      const { relay } = await import('@lanran/sdk/acts/relaying');
      return relay(platform, withdrawConsentAct(parseAssetId(asset.id)));
    });
    if (done === null) return;
    setIsEnding(false);
    onDone(done.outcome);
  };
  return (
    <>
      <Button kind="act" onPress={() => setIsEnding(true)}>
        {t('endThis')}
      </Button>
      {isEnding && (
        <BindingSheet
          title={t('endTitle', { title: title.text })}
          verb={needsOthers(council.safe) ? t('proposeEnd') : t('end')}
          facts={[
            { name: t('facts.what'), value: <span lang={title.lang}>{title.text}</span> },
            { name: t('facts.stops'), value: t('stops') },
            { name: t('facts.stays'), value: t('stays') },
            ...(consent.collection === null ? [] : [{ name: t('facts.except'), value: t('onlyThis') }]),
          ]}
          concerns={t('concerns', { holder })}
          undo={t('undo')}
          details={<p>{t('details')}</p>}
          act={act}
          onSign={() => void end()}
          onClose={() => {
            act.reset();
            setIsEnding(false);
          }}
        />
      )}
    </>
  );
}

/** Every license of the asset, whenever it was sold: what a withdrawal leaves as it is. */
function SoldList({ council, asset }: { readonly council: Council; readonly asset: WholeAsset }) {
  const t = useText(consentsText);
  const { data, error, refetch } = useQuery({
    queryKey: ['council-sold', asset.id],
    queryFn: async ({ signal }) => soldIn(await askAssetStatements(council, asset.id, signal)),
  });
  return (
    <section className={css['section']}>
      <h2>{t('sold')}</h2>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton />}
      {data?.length === 0 && <p>{t('soldNone')}</p>}
      {data !== undefined && data.length > 0 && <SoldTable sold={data} />}
    </section>
  );
}

function SoldTable({ sold }: { readonly sold: readonly Sold[] }) {
  const t = useText(consentsText);
  const { language } = useLanguage();
  const { day, share } = useFormats();
  return (
    // Narrow screens scroll it; a keyboard does so too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={css['tableWrap']} role="region" aria-label={t('sold')} tabIndex={0}>
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{t('columns.who')}</th>
            <th scope="col">{t('columns.what')}</th>
            <th scope="col">{t('columns.days')}</th>
            <th scope="col">{t('columns.share')}</th>
          </tr>
        </thead>
        <tbody>
          {sold.map((license) => (
            <tr key={license.licenseId}>
              <td>
                <OrganizationName id={license.licensee} />
              </td>
              <td>
                {mediaText(license.media, language)}
                {license.exclusive && ` ${t('exclusive')}`}
                <div className={css['soft']}>
                  <PlaceNames codes={license.territories} />
                </div>
              </td>
              <td>{t('days', { from: day(license.firstDay), to: day(license.lastDay) })}</td>
              <td>{share(license.communityShareBps)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
