import { useState } from 'react';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { useChanged } from '../../../../lib/session/changed.ts';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { RuleLines } from '../../../../lib/pricing/ruled-price.tsx';
import { usePriceLine } from '../../../../lib/pricing/use-price-line.ts';
import { useText } from '../../../../lib/language/text.ts';
import type { OpenedOffer } from '@lanran/sdk/licensing/offers';
import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { type OfferDraft, type Permission, requestOf, sharesOf } from '../model/offer-draft.ts';
import type { OfferableAsset } from '../model/offer-query.ts';
import type { DraftBlocking } from '../model/blocking.ts';
import { blockingText } from '../words/blocking-text.ts';
import { offerText } from '../words/offer-text.ts';
import { AcceptBlocking } from './blocking-notice.tsx';
import { shownRuleOf } from '../model/price-rule-draft.ts';
import { useOfferFacts } from './use-offer-facts.tsx';

interface OfferSheetProps {
  readonly asset: OfferableAsset;
  readonly permission: Permission;
  readonly draft: OfferDraft;
  readonly blocking: DraftBlocking | null;
  readonly currency: PlatformCurrency;
  onDone(said: string): void;
  onClose(): void;
}

/** Exactly what is offered, before it is signed. */
export function OfferSheet({
  asset,
  permission,
  draft,
  blocking,
  currency,
  onDone,
  onClose,
}: OfferSheetProps) {
  const t = useText(offerText);
  const said = useText(blockingText);
  const [isAccepted, setIsAccepted] = useState(false);
  const mayOffer = isAccepted || blocking?.isCheap !== true;
  const { language } = useLanguage();
  const formats = useFormats();
  const { taker, facts: terms } = useOfferFacts(draft);
  const priceLine = usePriceLine();
  const changed = useChanged();
  const act = useAct<OpenedOffer>();
  const request = requestOf(draft, currency);
  const price = { amount: request.price.toString(), token: currency.address };
  const { community } = sharesOf(request.price, permission.shareBps);
  const communityName = pickText(asset.community?.name, language)?.text ?? '';
  const sign = async () => {
    const opened = await act.run(async (platform) => {
      const [{ openOffer }, { parseAssetId }] = await Promise.all([
        import('@lanran/sdk/licensing/offers'),
        import('@lanran/protocol/kernel/ids'),
      ]);
      const { shareBps: communityShareBps } = permission;
      return openOffer(platform, parseAssetId(asset.id), { ...request, communityShareBps });
    });
    if (opened === null) return;
    await changed('offers');
    onDone(opened.alreadyOpen ? t('already') : taker === null ? t('done') : t('doneOne', { name: taker }));
    onClose();
  };
  return (
    <BindingSheet
      title={t('sheet')}
      verb={t('verb')}
      facts={[
        { name: t('object'), value: <Localized text={asset.title} /> },
        ...terms,
        {
          name: t('priceName'),
          value: draft.isByRule ? (
            <RuleLines price={price} rule={shownRuleOf(draft, currency)} />
          ) : (
            <strong>{priceLine(price)}</strong>
          ),
        },
        ...(asset.community === null
          ? []
          : [
              {
                name: t('toCommunityShare', { community: communityName }),
                value: draft.isByRule
                  ? t('shareOfEach', { share: formats.share(permission.shareBps) })
                  : `${formats.money(community.toString(), currency)} (${formats.share(permission.shareBps)})`,
              },
            ]),
        { name: t('effect'), value: t(taker === null ? 'effectText' : 'effectOne', { name: taker ?? '' }) },
      ]}
      concerns={t(taker === null ? 'everyone' : 'everyoneOne', { name: taker ?? '' })}
      undo={t('undo')}
      details={<code>{asset.id}</code>}
      act={act}
      isReady={mayOffer}
      obstacle={mayOffer ? null : said('tickFirst')}
      onSign={() => void sign()}
      onClose={onClose}
    >
      {blocking !== null && (
        <AcceptBlocking
          blocking={blocking}
          currency={currency}
          isAccepted={isAccepted}
          onChange={setIsAccepted}
        />
      )}
    </BindingSheet>
  );
}
