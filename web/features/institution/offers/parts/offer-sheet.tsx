import { useState } from 'react';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { useChanged } from '../../../../lib/session/changed.ts';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { RuleLines } from '../../../../lib/pricing/ruled-price.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { OpenedOffer } from '@lanran/sdk/licensing/offers';
import type { PaymentToken } from '../../../../lib/pricing/payment-token.ts';
import { type OfferDraft, type Permission, requestOf, sharesOf } from '../model/offer-draft.ts';
import type { OfferableAsset } from '../model/offer-query.ts';
import type { DraftBlocking } from '../model/blocking.ts';
import { blockingText } from '../words/blocking-text.ts';
import { offerText } from '../words/offer-text.ts';
import { AcceptBlocking } from './blocking-notice.tsx';
import { shownRuleOf } from '../model/price-rule-draft.ts';
import { useWindowWords } from './window-cells.tsx';

interface OfferSheetProps {
  readonly asset: OfferableAsset;
  readonly permission: Permission;
  readonly draft: OfferDraft;
  readonly blocking: DraftBlocking | null;
  readonly token: PaymentToken;
  onDone(said: string): void;
  onClose(): void;
}

/** Exactly what is offered, before it is signed. */
export function OfferSheet({ asset, permission, draft, blocking, token, onDone, onClose }: OfferSheetProps) {
  const t = useText(offerText);
  const said = useText(blockingText);
  const [isAccepted, setIsAccepted] = useState(false);
  const mayOffer = isAccepted || blocking?.isCheap !== true;
  const { language } = useLanguage();
  const formats = useFormats();
  const words = useWindowWords();
  const changed = useChanged();
  const act = useAct<OpenedOffer>();
  const request = requestOf(draft, token);
  const { community } = sharesOf(request.price, permission.shareBps);
  const taker = draft.isForOne ? (pickText(draft.licensee?.name, language)?.text ?? '') : null;
  const forWhom = taker === null ? t('takerAll') : t('takerOnly', { name: taker });
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
        { name: t('takerLegend'), value: forWhom },
        { name: t('media'), value: words.media(draft) },
        { name: t('territories'), value: words.territories(draft) },
        { name: t('days'), value: words.days(draft) },
        {
          name: t('kind'),
          value: words.sort({
            exclusive: draft.isExclusive,
            rights: draft.rights.filter((right) => right !== 'FIXED_VERSION'),
          }),
        },
        {
          name: t('versionsLegend'),
          value: t(draft.rights.includes('FIXED_VERSION') ? 'versionsFixed' : 'versionsNewer'),
        },
        {
          name: t('priceName'),
          value: draft.isByRule ? (
            <RuleLines price={request.price.toString()} rule={shownRuleOf(draft, token)} currency={token} />
          ) : (
            <strong>{formats.money(request.price.toString(), token)}</strong>
          ),
        },
        ...(asset.community === null
          ? []
          : [
              {
                name: t('toCommunityShare', { community: communityName }),
                value: draft.isByRule
                  ? t('shareOfEach', { share: formats.share(permission.shareBps) })
                  : `${formats.money(community.toString(), token)} (${formats.share(permission.shareBps)})`,
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
        <AcceptBlocking blocking={blocking} token={token} isAccepted={isAccepted} onChange={setIsAccepted} />
      )}
    </BindingSheet>
  );
}
