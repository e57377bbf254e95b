import { useState } from 'react';
import type { OfferedMany, OfferPreview } from '@lanran/sdk/licensing/bulk-offers';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Progress } from '../../../../components/page/progress.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { usePriceLine } from '../../../../lib/pricing/use-price-line.ts';
import { RuleLines } from '../../../../lib/pricing/ruled-price.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { useChanged } from '../../../../lib/session/changed.ts';
import { blockingOfRequest } from '../model/blocking.ts';
import { isDue } from '../model/many-offers.ts';
import { type OfferDraft, requestOf } from '../model/offer-draft.ts';
import { shownRuleOf } from '../model/price-rule-draft.ts';
import { blockingText } from '../words/blocking-text.ts';
import { manyOffersText } from '../words/many-offers-text.ts';
import { offerText } from '../words/offer-text.ts';
import { AcceptBlocking } from './blocking-notice.tsx';
import { useOfferFacts } from './use-offer-facts.tsx';

interface ManyOffersSheetProps {
  readonly preview: OfferPreview;
  readonly draft: OfferDraft;
  readonly currency: PlatformCurrency;
  onDone(offered: OfferedMany): void;
  onClose(): void;
}

/** The terms once, how many assets get them, and one signature for all. */
export function ManyOffersSheet({ preview, draft, currency, onDone, onClose }: ManyOffersSheetProps) {
  const t = useText(manyOffersText);
  const of = useText(offerText);
  const said = useText(blockingText);
  const formats = useFormats();
  const { taker, facts: terms } = useOfferFacts(draft);
  const priceLine = usePriceLine();
  const changed = useChanged();
  const act = useAct<OfferedMany>();
  const [isAccepted, setIsAccepted] = useState(false);
  const [progress, setProgress] = useState<{ readonly done: number; readonly all: number } | null>(null);
  const due = preview.rows.filter(isDue);
  const request = requestOf(draft, currency);
  const blocking = blockingOfRequest(
    request,
    currency.address,
    due.map(({ open, replaces, offerId }) =>
      open.filter((offer) => offer.id !== offerId && !replaces.includes(offer)),
    ),
  );
  const mayOffer = isAccepted || !blocking.isCheap;
  const closed = due.flatMap(({ replaces }) => replaces.map(({ id }) => id));
  const sign = async () => {
    const offered = await act.run(async (platform) => {
      const { offerMany } = await import('@lanran/sdk/licensing/bulk-offers');
      return offerMany(platform, preview, { onProgress: (done, all) => setProgress({ done, all }) });
    });
    if (offered === null) return;
    await changed('offers');
    onDone(offered);
  };
  return (
    <BindingSheet
      title={t('offer', { count: due.length })}
      verb={t('verb')}
      facts={[
        { name: t('assets'), value: formats.number(due.length) },
        ...(closed.length === 0 ? [] : [{ name: t('closes'), value: formats.list(closed) }]),
        ...terms,
        {
          name: of('priceName'),
          value: draft.isByRule ? (
            <RuleLines
              price={{ amount: request.price.toString(), token: currency.address }}
              rule={shownRuleOf(draft, currency)}
            />
          ) : (
            <strong>{priceLine({ amount: request.price.toString(), token: currency.address })}</strong>
          ),
        },
        { name: of('share'), value: t('shares') },
      ]}
      concerns={of(taker === null ? 'everyone' : 'everyoneOne', { name: taker ?? '' })}
      undo={of('undo')}
      act={act}
      isReady={mayOffer}
      obstacle={mayOffer ? null : said('tickFirst')}
      onSign={() => void sign()}
      onClose={onClose}
    >
      <AcceptBlocking
        blocking={blocking}
        currency={currency}
        isAccepted={isAccepted}
        onChange={setIsAccepted}
      />
      {progress !== null && (
        <Progress label={t('progress', progress)} value={progress.done / Math.max(progress.all, 1)} />
      )}
    </BindingSheet>
  );
}
