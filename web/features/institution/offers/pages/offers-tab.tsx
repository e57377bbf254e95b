import { useState } from 'react';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { type Column, DataTable } from '../../../../components/facts/data-table.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { Notice, StateMark } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { useChanged } from '../../../../lib/session/changed.ts';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { RuledPrice, RuleLines } from '../../../../lib/pricing/ruled-price.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { dayOf } from '../../assets/model/attention.ts';
import { usePaymentToken } from '../../../../lib/pricing/payment-token.ts';
import { useMoney } from '../../../../lib/pricing/money.ts';
import { mayAct, useDesk } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';
import { ObjectCell } from '../../assets/parts/object-cell.tsx';
import { type DeskOffer, useOffers } from '../model/offers-query.ts';
import { manyOffersText } from '../words/many-offers-text.ts';
import { salesText } from '../../sales/words/sales-text.ts';
import { DaysCell, ReachCell, useWindowWords } from '../parts/window-cells.tsx';

/** What the institution sells now. */
export function OffersTab() {
  const t = useText(salesText);
  const many = useText(manyOffersText);
  const desk = useDesk();
  const { organization } = desk;
  const { data: offers, error, isPending, refetch } = useOffers(organization.id);
  const [closing, setClosing] = useState<DeskOffer | null>(null);
  const [isClosed, setIsClosed] = useState(false);
  const columns = useColumns((offer) => {
    setIsClosed(false);
    setClosing(offer);
  });
  return (
    <section className={css['part']} aria-labelledby="offers">
      <h2 id="offers">{t('offersTitle')}</h2>
      {mayAct(desk) && (
        <div>
          <ButtonLink to="many">{many('open')}</ButtonLink>
        </div>
      )}
      {isClosed && (
        <Notice tone="live" isLive>
          <p>{t('closed')}</p>
        </Notice>
      )}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton lines={5} />}
      {offers?.length === 0 && (
        <Empty title={t('offersEmptyTitle')}>
          <p>{t('offersEmpty')}</p>
          <ButtonLink to="../assets">{t('toAssets')}</ButtonLink>
        </Empty>
      )}
      {offers !== undefined && offers.length > 0 && (
        <DataTable
          caption={t('offersCaption', { count: offers.length })}
          columns={columns}
          rows={offers}
          rowKey={({ offer }) => offer.id}
        />
      )}
      {closing !== null && (
        <CloseSheet closing={closing} onDone={() => setIsClosed(true)} onClose={() => setClosing(null)} />
      )}
    </section>
  );
}

function useColumns(onClose: (offer: DeskOffer) => void): readonly Column<DeskOffer>[] {
  const t = useText(salesText);
  const { language } = useLanguage();
  const money = useMoney();
  const token = usePaymentToken();
  const formats = useFormats();
  const desk = useDesk();
  const columns: readonly Column<DeskOffer>[] = [
    {
      title: t('object'),
      isHeading: true,
      cell: ({ asset, offer }) => <ObjectCell asset={asset}>{t('offerNumber', { id: offer.id })}</ObjectCell>,
    },
    { title: t('media'), cell: ({ offer }) => <ReachCell window={offer} /> },
    {
      title: t('days'),
      cell: ({ offer }) => (
        <>
          <DaysCell window={offer} />
          {offer.licensee !== null && (
            <StateMark tone="plain">
              {t('onlyFor', { name: pickText(offer.licensee.name, language)?.text ?? '' })}
            </StateMark>
          )}
          <OfferState offer={offer} />
        </>
      ),
    },
    {
      title: t('price'),
      isNumber: true,
      cell: ({ offer }) =>
        offer.rule === null ? (
          money(offer.price)
        ) : (
          <RuledPrice price={offer.price.amount} rule={offer.rule} currency={token} />
        ),
    },
    {
      title: t('share'),
      isNumber: true,
      cell: ({ asset, offer }) => (asset.community === null ? '–' : formats.share(offer.communityShareBps)),
    },
    {
      title: t('acts'),
      isPlain: true,
      cell: (row) => (
        <Button
          onPress={() => onClose(row)}
          aria-label={t('closeOf', {
            id: row.offer.id,
            title: pickText(row.asset.title, language)?.text ?? '',
          })}
        >
          {t('close')}
        </Button>
      ),
    },
  ];
  return mayAct(desk) ? columns : columns.slice(0, -1);
}

function OfferState({ offer }: { readonly offer: DeskOffer['offer'] }) {
  const t = useText(salesText);
  const formats = useFormats();
  const today = dayOf(Date.now());
  if (offer.lastDay < today) return <StateMark tone="unknown">{t('ended')}</StateMark>;
  if (!offer.canBeTaken) return <StateMark tone="unknown">{t('shut')}</StateMark>;
  if (offer.firstDay > today)
    return <StateMark tone="plain">{t('upcoming', { day: formats.day(offer.firstDay) })}</StateMark>;
  return null;
}

interface CloseSheetProps {
  readonly closing: DeskOffer;
  onDone(): void;
  onClose(): void;
}

function CloseSheet({ closing: { asset, offer }, onDone, onClose }: CloseSheetProps) {
  const t = useText(salesText);
  const money = useMoney();
  const token = usePaymentToken();
  const words = useWindowWords();
  const changed = useChanged();
  const act = useAct<unknown>();
  const close = async () => {
    const done = await act.run(async (platform) => {
      await (await import('@lanran/sdk/licensing/offers')).closeOffer(platform, BigInt(offer.id));
      return true;
    });
    if (done === null) return;
    await changed('offers');
    onDone();
    onClose();
  };
  return (
    <BindingSheet
      title={t('closeTitle')}
      verb={t('closeVerb')}
      facts={[
        { name: t('object'), value: <Localized text={asset.title} /> },
        { name: t('media'), value: words.media(offer) },
        { name: t('territories'), value: words.territories(offer) },
        { name: t('days'), value: words.days(offer) },
        {
          name: t('price'),
          value:
            offer.rule === null ? (
              money(offer.price)
            ) : (
              <RuleLines price={offer.price.amount} rule={offer.rule} currency={token} />
            ),
        },
        { name: t('effect'), value: t('closeWhat') },
      ]}
      undo={t('closeUndo')}
      details={<p>{t('offerNumber', { id: offer.id })}</p>}
      act={act}
      onSign={() => void close()}
      onClose={onClose}
    />
  );
}
