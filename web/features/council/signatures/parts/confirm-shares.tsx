import { useState } from 'react';
import { parseLicenseId } from '@lanran/protocol/kernel/ids';
import { parseTerms } from '@lanran/protocol/licensing/terms-json';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { StateMark } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { needsOthers } from '../../../../lib/council/deciding.ts';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { readOrderTerms } from '../../../../lib/territories/order-terms.ts';
import { useText } from '../../../../lib/language/text.ts';
import { mediaText, wholeTerritoriesText } from '../../../../lib/territories/window-text.ts';
import { useAssetTitle, useHolderName } from '../../../../lib/assets/asset-names.ts';
import { type ActOutcome, type Council, useCouncilAct } from '../../desk/model/council.ts';
import css from '../../desk/parts/council.module.css';
import { type CouncilOrder, useCouncilOrders } from '../../desk/model/desk-queries.ts';
import { currencyOrUnits } from '@lanran/protocol/licensing/currencies';
import { earningsText } from '../../seat/words/earnings-text.ts';
import { PENDING_CALLS, type PendingAct, pendingIn } from '../model/pending.ts';
import { ConfirmSeveral } from './confirm-several.tsx';
import { PendingNotice } from './pending-notice.tsx';
import { usePending } from '../model/use-pending.ts';

interface ConfirmSharesProps {
  readonly council: Council;
  onDone(outcome: ActOutcome): void;
}

/** Orders that are paid outside the platform: the license waits for the council's word that its share arrived. */
export function ConfirmShares({ council, onDone }: ConfirmSharesProps) {
  const t = useText(earningsText);
  const { data, error, refetch } = useCouncilOrders(council);
  const pending = usePending(council);
  const waiting = data?.filter(({ state, isShared }) => state === 'ORDERED' && !isShared) ?? [];
  return (
    <section className={css['section']}>
      <h2>{t('orders')}</h2>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton />}
      {data !== undefined && waiting.length === 0 && <p>{t('ordersNone')}</p>}
      {waiting.length > 1 && <ConfirmSeveral council={council} orders={waiting} onDone={onDone} />}
      {waiting.length > 0 && (
        <ul role="list" className={css['list']}>
          {waiting.map((order) => (
            <OrderRow key={order.id} council={council} order={order} pending={pending} onDone={onDone} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface OrderRowProps extends ConfirmSharesProps {
  readonly order: CouncilOrder;
  readonly pending: readonly PendingAct[];
}

function OrderRow({ council, order, pending, onDone }: OrderRowProps) {
  const t = useText(earningsText);
  const { language } = useLanguage();
  const { money, day, share } = useFormats();
  const title = useAssetTitle(order.asset?.title);
  const holder = useHolderName(order.holder);
  const [isConfirming, setIsConfirming] = useState(false);
  const { act, run } = useCouncilAct(council);
  const terms = readOrderTerms(order);
  const wanted = { calls: PENDING_CALLS.share, order: parseTerms(JSON.parse(order.terms)) };
  const isProposed = pendingIn(pending, wanted).length > 0;
  const currency = currencyOrUnits(council.currencies, terms.price.token);
  const confirm = async () => {
    const done = await run(async (platform) => {
      const { sayOfOrder } = await import('@lanran/sdk/licensing/orders/orders');
      return (await sayOfOrder(platform, parseLicenseId(order.id), 'confirmShare')).done;
    });
    if (done === null) return;
    setIsConfirming(false);
    onDone(done.outcome);
  };
  const facts = [
    { name: t('facts.object'), value: <span lang={title.lang}>{title.text}</span> },
    { name: t('facts.buyer'), value: pickText(order.licensee.name, language)?.text ?? '' },
    {
      name: t('facts.use'),
      value: t('use', {
        media: mediaText(terms.media, language),
        places: wholeTerritoriesText(terms.territories, language),
        from: day(terms.firstDay),
        to: day(terms.lastDay),
      }),
    },
    { name: t('facts.price'), value: money(terms.price.amount, currency) },
    {
      name: t('facts.share'),
      value: t('shareOf', { amount: money(terms.share.toString(), currency), share: share(terms.shareBps) }),
    },
  ];
  return (
    <li className={css['proposal']}>
      <div className={css['proposalHead']}>
        <h3 lang={title.lang}>{title.text}</h3>
        <StateMark tone={order.isPaid ? 'live' : 'unknown'}>
          {t(order.isPaid ? 'paid' : 'unpaid', { holder })}
        </StateMark>
      </div>
      <Facts facts={facts.slice(1)} />
      <PendingNotice council={council} pending={pending} words="share" order={wanted.order} />
      {!isProposed && (
        <div>
          <Button onPress={() => setIsConfirming(true)}>{t('confirm')}</Button>
        </div>
      )}
      {isConfirming && (
        <BindingSheet
          title={t('confirmTitle')}
          verb={needsOthers(council.safe) ? t('propose') : t('confirm')}
          facts={facts}
          concerns={t('confirmConcerns', { holder })}
          undo={t('confirmUndo')}
          details={<p className={css['key']}>{order.id}</p>}
          act={act}
          onSign={() => void confirm()}
          onClose={() => {
            act.reset();
            setIsConfirming(false);
          }}
        >
          <p>{t('confirmWhy')}</p>
        </BindingSheet>
      )}
    </li>
  );
}
