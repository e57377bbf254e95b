import type { ReactNode } from 'react';
import { parseDay } from '@lanran/protocol/kernel/day';
import { renewalText } from '@lanran/protocol/licensing/renewal';
import type { Fact } from '../../../../components/facts/facts.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { AgreementLink } from '../../../../lib/agreements/agreement-link.tsx';
import { agreementText } from '../../../../lib/agreements/agreement-text.ts';
import { CommunityLabels } from '../../../../lib/labels/community-labels.tsx';
import { labelsText } from '../../../../lib/labels/labels-text.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useVersionName } from '../../../../lib/versions/use-version-name.ts';
import type { OfferedAsset } from '../model/asset-offers.ts';
import { useMoney } from '../../../../lib/pricing/money.ts';
import { shareOf } from '../../../../lib/pricing/deployment.ts';
import type { Licensee } from '../../../../lib/session/licensees.ts';
import { HeldNotice } from '../../license/parts/held-notice.tsx';
import { useNames } from '../model/names.ts';
import { PriceShares } from './price-shares.tsx';
import { QuotedPrice } from './quoted-price.tsx';
import type { StudioQuote } from '../model/studio-quote.ts';
import { useTermsFacts } from '../../certificate/parts/terms-facts.tsx';
import { termsText } from '../../certificate/words/terms-text.ts';
import { creditLineOf } from '../../license/model/use-version.ts';
import type { WishDraft } from '../../../../lib/territories/wish.ts';
import { wishText } from '../words/wish-text.ts';

interface PurchaseSubject {
  readonly asset: OfferedAsset;
  readonly licensee: Licensee;
  readonly wish: WishDraft;
  readonly quote: StudioQuote;
}

/** What a purchase or an order means, in the reader's language. */
export function usePurchaseWords({ asset, licensee, wish, quote }: PurchaseSubject) {
  const t = useText(wishText);
  const names = useNames();
  const factsOf = useTermsFacts();
  const terms = useText(termsText);
  const nameOf = useVersionName();
  const labels = useText(labelsText);
  const { language } = useLanguage();
  const agreements = useText(agreementText);
  const agreement = quote.version?.agreement ?? null;
  const parties = {
    licensee: names.of(licensee.name),
    holder: names.of(asset.holder.name),
    community: names.of(asset.community?.name),
  };
  const renewal = renewalOf(quote);
  const facts: readonly Fact[] = [
    { name: terms('asset'), value: <Localized text={asset.title} /> },
    ...(quote.version === null ? [] : [{ name: terms('version'), value: nameOf(quote.version) }]),
    ...(quote.offerId === null ? [] : [{ name: t('offer'), value: t('offerNumber', { id: quote.offerId }) }]),
    ...factsOf({
      media: wish.media,
      territories: wish.territories,
      firstDay: wish.from,
      lastDay: wish.to,
      exclusive: wish.isExclusive,
      rights: quote.rights,
    }),
    ...(renewal === null ? [] : [{ name: t('renewal'), value: renewal[language] }]),
    {
      name: labels('credit'),
      value: creditLineOf(asset, quote.version?.version ?? null) ?? labels('noCredit'),
    },
    ...(agreement === null
      ? []
      : [
          {
            name: agreements('title'),
            value: (
              <>
                <AgreementLink agreement={agreement} />
                <br />
                {agreements('agree')}
              </>
            ),
          },
        ]),
    ...(asset.community === null || asset.community.labels.length === 0
      ? []
      : [{ name: labels('asks'), value: <CommunityLabels labels={asset.community.labels} /> }]),
  ];
  const concernsOf = (isInvoiced: boolean): string => {
    if (asset.community === null) return t(isInvoiced ? 'orderConcernsAlone' : 'concernsAlone', parties);
    return t(isInvoiced ? 'orderConcerns' : 'concerns', parties);
  };
  const cost: ReactNode = quote.terms !== null && (
    <>
      <PriceShares
        terms={quote.terms}
        holder={parties.holder}
        community={asset.community === null ? null : parties.community}
      />
      <QuotedPrice asset={asset} quote={quote} wish={wish} />
    </>
  );
  return {
    facts,
    held: <HeldNotice held={quote.held} isExclusive={wish.isExclusive} canBuy />,
    cost,
    concerns: concernsOf,
    details: (
      <>
        <p>{t('termsLine', { offer: quote.offerId ?? '' })}</p>
        <p>
          {t('termsHash')} <code>{quote.termsHash}</code>
        </p>
        <p>
          {terms('versionHash')} <code>{quote.terms?.version}</code>
        </p>
      </>
    ),
  };
}

/** Null where it can't be renewed, or needs nobody's consent. */
function renewalOf({ rights, consentEnds, terms }: StudioQuote) {
  if (!rights.includes('RENEWABLE') || consentEnds === null || terms === null) return null;
  return renewalText(terms.wish, parseDay(consentEnds));
}

/** “240 TCNY of it (20 %) go to the village.” */
export function useShareLine(asset: OfferedAsset, { price, shareBps }: StudioQuote): string {
  const t = useText(wishText);
  const names = useNames();
  const money = useMoney();
  const formats = useFormats();
  if (asset.community === null) return t('noCommunity');
  if (price === null) return '';
  return t('toCommunity', {
    money: money(shareOf(price, shareBps)),
    share: formats.share(shareBps),
    community: names.of(asset.community.name),
  });
}
