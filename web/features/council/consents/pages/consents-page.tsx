import { useState } from 'react';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { MoreButton } from '../../../../components/facts/more-button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { StateMark } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { needsOthers } from '../../../../lib/council/deciding.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { mediaText } from '../../../../lib/territories/window-text.ts';
import { useHolderName } from '../../../../lib/assets/asset-names.ts';
import { AssetCard } from '../parts/asset-card.tsx';
import { type CouncilAsset, useCouncilAssets } from '../model/assets.ts';
import { consentsText } from '../words/consents-text.ts';
import { type ActOutcome, type Council, useCouncilAct } from '../../desk/model/council.ts';
import { CouncilFrame } from '../../desk/parts/council-frame.tsx';
import css from '../../desk/parts/council.module.css';
import { type ConsentedCollection, useConsentedCollections, useUses } from '../../desk/model/desk-queries.ts';
import { grantOf } from '../model/grant.ts';
import { useGrantFacts } from '../parts/grant-sheet.tsx';
import { OneUseTable } from '../../one-use/parts/one-use-table.tsx';
import { OutcomeNotice } from '../../signatures/parts/outcome-notice.tsx';

export function ConsentsPage() {
  const t = useText(consentsText);
  return (
    <CouncilFrame title={t('title')} lead={t('lead')}>
      {(council) => <Consents council={council} />}
    </CouncilFrame>
  );
}

function Consents({ council }: { readonly council: Council }) {
  const t = useText(consentsText);
  const list = useCouncilAssets(council, { hasConsent: true });
  const { rows: assets, error } = list;
  const collections = useConsentedCollections(council);
  const { data: uses = [] } = useUses(council);
  const [outcome, setOutcome] = useState<{ readonly value: ActOutcome } | null>(null);
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void list.refetch()} />;
  if (!list.isKnown || collections.isPending) return <Skeleton lines={6} />;
  const live = (collections.data ?? []).filter(({ consent }) => consent !== null);
  if (assets.length === 0 && live.length === 0 && uses.length === 0) {
    return (
      <>
        {outcome !== null && (
          <OutcomeNotice outcome={outcome.value} done={t('withdrawnMany')} council={council} />
        )}
        <Empty title={t('nothing')}>
          <p>{t('nothingWhy')}</p>
          <ButtonLink to={`/council/${council.community.id}/asks`}>{t('toAsks')}</ButtonLink>
        </Empty>
      </>
    );
  }
  return (
    <>
      {outcome !== null && (
        <OutcomeNotice outcome={outcome.value} done={t('withdrawnMany')} council={council} />
      )}
      {live.length > 0 && (
        <section className={css['section']}>
          <h2>{t('collections')}</h2>
          <ul role="list" className={css['list']}>
            {live.map((collection) => (
              <CollectionConsent
                key={collection.root}
                council={council}
                collection={collection}
                onDone={(value) => setOutcome({ value })}
              />
            ))}
          </ul>
        </section>
      )}
      {assets.length > 0 && (
        <section className={css['section']}>
          <h2>{t('single')}</h2>
          <ul role="list" className={css['grid']}>
            {assets.map((asset) => (
              <ConsentedAsset key={asset.id} council={council} asset={asset} />
            ))}
          </ul>
        </section>
      )}
      {uses.length > 0 && <OneUseTable council={council} uses={uses} />}
      <MoreButton list={list} />
    </>
  );
}

function ConsentedAsset({ council, asset }: { readonly council: Council; readonly asset: CouncilAsset }) {
  const t = useText(consentsText);
  const { language } = useLanguage();
  const formats = useFormats();
  const to = `/council/${council.community.id}/consents/${asset.id}`;
  const { consent } = asset;
  if (consent === null) return null;
  const { media, lastDay, shareBps } = consent;
  return (
    <AssetCard asset={asset} to={to}>
      <StateMark tone="live">{t('until', { day: formats.day(lastDay) })}</StateMark>
      <p>
        {t('brief', { media: mediaText(media, language), share: formats.share(shareBps) })}
        {consent.collection !== null && ` ${t('asPart')}`}
      </p>
      <div>
        <ButtonLink to={to}>{t('look')}</ButtonLink>
      </div>
    </AssetCard>
  );
}

interface CollectionConsentProps {
  readonly council: Council;
  readonly collection: ConsentedCollection;
  onDone(outcome: ActOutcome): void;
}

function CollectionConsent({ council, collection, onDone }: CollectionConsentProps) {
  const t = useText(consentsText);
  const holder = useHolderName(collection.holder);
  const { act, run } = useCouncilAct(council);
  const [isEnding, setIsEnding] = useState(false);
  const { root, size, consent } = collection;
  const title = t('collection', { count: size, holder });
  const withdraw = async () => {
    const done = await run(async (platform) => {
      const { withdrawCollectionAct } = await import('@lanran/sdk/consent/collection-acts');
      const { relay } = await import('@lanran/sdk/acts/relaying');
      // Both as the platform names them.
      const ref = { communityId: council.community.id as OrganizationId, root: root as Hex };
      return relay(platform, withdrawCollectionAct(ref));
    });
    if (done === null) return;
    setIsEnding(false);
    onDone(done.outcome);
  };
  return (
    <li className={css['proposal']}>
      <h3>{title}</h3>
      {consent !== null && <ConsentFacts consent={consent} />}
      <div>
        <Button onPress={() => setIsEnding(true)}>{t('endAll')}</Button>
      </div>
      {isEnding && (
        <BindingSheet
          title={t('endAllTitle', { count: size, holder })}
          verb={needsOthers(council.safe) ? t('proposeEnd') : t('end')}
          facts={[
            { name: t('facts.what'), value: title },
            { name: t('facts.stops'), value: t('stops') },
            { name: t('facts.stays'), value: t('stays') },
            { name: t('facts.except'), value: t('exceptOwn') },
          ]}
          concerns={t('concerns', { holder })}
          undo={t('undo')}
          details={<p className={css['key']}>{root}</p>}
          act={act}
          onSign={() => void withdraw()}
          onClose={() => {
            act.reset();
            setIsEnding(false);
          }}
        />
      )}
    </li>
  );
}

/** What a consent in force permits. */
export function ConsentFacts({ consent }: { readonly consent: NonNullable<ConsentedCollection['consent']> }) {
  return <Facts facts={useGrantFacts(grantOf(consent))} />;
}
