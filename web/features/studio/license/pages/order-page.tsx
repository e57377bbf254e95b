import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { formatDay } from '@lanran/protocol/kernel/day';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import { mediaOf } from '@lanran/protocol/licensing/media';
import { rightsOf } from '@lanran/protocol/licensing/rights';
import { territoryCodes } from '@lanran/protocol/territories/territories';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { Numbered } from '../../../../components/facts/numbered.tsx';
import { StateMark } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Picture } from '../../../../components/facts/picture.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { useChanged } from '../../../../lib/session/changed.ts';
import { errorCode } from '../../../../lib/session/error-text.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useVersionName } from '../../../../lib/versions/use-version-name.ts';
import { checkText } from '../../certificate/words/check-text.ts';
import { findListOrderView, type ListOrderView } from '../../../../lib/billing/bill-query.ts';
import { listOrderText } from '../words/list-order-text.ts';
import { ListOrderPage } from './list-order-page.tsx';
import { useMoney } from '../../../../lib/pricing/money.ts';
import { waitUntilProjected } from '../model/wait-until-projected.ts';
import css from '../parts/license-page.module.css';
import { invoiceWords } from '../words/invoice-words.ts';
import { useNames } from '../../wish/model/names.ts';
import { InvoiceFields } from '../parts/invoice-fields.tsx';
import { OrderContacts } from '../parts/order-contacts.tsx';
import { OrderPayment } from '../parts/order-payment.tsx';
import { OrderStateMark } from '../parts/order-state-mark.tsx';
import { findOrderView, termsOfOrder, type OrderView } from '../model/order-view.ts';
import { useTermsFacts } from '../../certificate/parts/terms-facts.tsx';
import { termsText } from '../../certificate/words/terms-text.ts';

/** `/orders/:orderId`: what to pay to whom, and who has said that it arrived. */
export function OrderPage() {
  const { orderId = '' } = useParams();
  const t = useText(checkText);
  const whole = useText(listOrderText);
  const words = useText(invoiceWords);
  const names = useNames();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['studio', 'order', orderId],
    queryFn: ({ signal }) => findAnyOrder(orderId, signal),
  });
  if (isPending)
    return (
      <Page title={t('order.title')}>
        <Skeleton lines={6} />
      </Page>
    );
  if (data == null) {
    const isHidden =
      error === null || ['NOT_FOUND', 'BAD_INPUT', 'SIGN_IN_REQUIRED'].includes(errorCode(error));
    return (
      <Page title={t('order.notFoundTitle')} width="text">
        <p>{t('order.notFound')}</p>
        {!isHidden && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      </Page>
    );
  }
  if ('invoices' in data) return <ListOrderPage order={data} />;
  return (
    <Page title={t('order.titleOf', { title: names.of(data.asset?.title) })} lead={<p>{t('order.lead')}</p>}>
      <div className={css['columns']}>
        <div className={css['picture']}>
          <Picture
            file={data.asset?.cover ?? null}
            alt=""
            sizes="(width < 62rem) 90vw, 34rem"
            fallback={null}
          />
        </div>
        <div className={css['words']}>
          <Standing order={data} />
          {data.listOrderId !== null && (
            <p>
              <Link to={`/orders/${data.listOrderId}`}>{whole('whole')}</Link>
            </p>
          )}
          {data.state === 'ORDERED' && <Payments order={data} />}
          {data.listOrderId === null && (
            <section className={css['section']} aria-labelledby="invoice-details">
              <h2 id="invoice-details">{words('title')}</h2>
              <InvoiceFields invoice={data.invoice} />
            </section>
          )}
          <OrderContacts order={data} />
          <OrderFacts order={data} />
        </div>
      </div>
    </Page>
  );
}

/** Of a license, or of several that were ordered together. */
async function findAnyOrder(id: string, signal: AbortSignal): Promise<OrderView | ListOrderView | null> {
  try {
    return await findOrderView(id, signal);
  } catch (error) {
    if (errorCode(error) !== 'NOT_FOUND') throw error;
    return findListOrderView(id, signal);
  }
}

function Standing({ order }: { readonly order: OrderView }) {
  const t = useText(checkText);
  const { me } = useSession();
  const [isCanceling, setIsCanceling] = useState(false);
  const isMine =
    me?.memberships.some(
      ({ role, organization }) => role !== 'VIEWER' && organization.id === order.licensee.id,
    ) ?? false;
  return (
    <div className={css['standing']} role="status">
      <OrderStateMark state={order.state} />
      {order.state === 'LICENSED' && (
        <ButtonLink kind="main" to={`/licenses/${order.id}`}>
          {t('order.openLicense')}
        </ButtonLink>
      )}
      {order.state === 'ORDERED' && isMine && (
        <Button onPress={() => setIsCanceling(true)}>
          {t(order.listOrderId === null ? 'order.cancel' : 'order.cancelLine')}
        </Button>
      )}
      {isCanceling && <CancelSheet order={order} onClose={() => setIsCanceling(false)} />}
    </div>
  );
}

function CancelSheet({ order, onClose }: { readonly order: OrderView; onClose(): void }) {
  const t = useText(checkText);
  const names = useNames();
  const changed = useChanged();
  const act = useAct<boolean>();
  const verb = order.listOrderId === null ? 'order.cancel' : 'order.cancelLine';
  const cancel = async () => {
    const done = await act.run(async (platform) => {
      const { sayOfOrder, findOrder } = await import('@lanran/sdk/licensing/orders/orders');
      const id = order.id as LicenseId;
      await sayOfOrder(platform, id, 'cancelOrder');
      await waitUntilProjected(async () => (await findOrder(platform.api, id))?.state === 'CANCELED');
      return true;
    });
    await changed('consents', 'offers', 'sales');
    if (done !== null) onClose();
  };
  return (
    <BindingSheet
      title={t(verb)}
      verb={t(verb)}
      facts={[
        {
          name: t('order.cancelFact'),
          value: t(order.listOrderId === null ? 'order.cancelAll' : 'order.cancelOne'),
        },
      ]}
      concerns={t('order.cancelConcerns', { holder: names.of(order.holder.name) })}
      undo={t('order.cancelUndo')}
      act={act}
      onSign={() => void cancel()}
      onClose={onClose}
    />
  );
}

function Payments({ order }: { readonly order: OrderView }) {
  const t = useText(checkText);
  const names = useNames();
  const terms = termsOfOrder(order);
  const holder = names.of(order.holder.name);
  const { community } = order;
  const communityName = names.of(community?.name);
  return (
    <>
      <OrderPayment order={order} />
      <section className={css['section']} aria-labelledby="confirmations">
        <h2 id="confirmations">{t('order.confirmTitle')}</h2>
        <p>
          <StateMark tone={order.isPaid ? 'live' : 'unknown'}>
            {t(order.isPaid ? 'order.paid' : 'order.notPaid', { holder })}
          </StateMark>
        </p>
        {community === null ? (
          <p>{t('order.noShare')}</p>
        ) : (
          <p>
            <StateMark tone={order.isShared ? 'live' : 'unknown'}>
              {t(order.isShared ? 'order.shared' : 'order.notShared', { community: communityName })}
            </StateMark>
          </p>
        )}
        <p>{community === null ? t('order.nextAlone') : t('order.next')}</p>
        {terms.wish.exclusive && <p>{t('order.risk')}</p>}
      </section>
    </>
  );
}

function OrderFacts({ order }: { readonly order: OrderView }) {
  const t = useText(checkText);
  const words = useText(termsText);
  const formats = useFormats();
  const money = useMoney();
  const factsOf = useTermsFacts();
  const nameOf = useVersionName();
  const { wish, rights } = termsOfOrder(order);
  return (
    <section className={css['section']} aria-labelledby="terms">
      <h2 id="terms">{t('termsTitle')}</h2>
      <Facts
        facts={[
          ...factsOf({
            media: mediaOf(wish.media),
            territories: territoryCodes(wish.territories),
            firstDay: formatDay(wish.firstDay),
            lastDay: formatDay(wish.lastDay),
            exclusive: wish.exclusive,
            rights: rightsOf(rights),
          }),
          {
            name: words('version'),
            value: order.version === null ? words('noVersion') : nameOf(order.version),
          },
          { name: words('licensee'), value: <Localized text={order.licensee.name} /> },
          { name: words('holder'), value: <Localized text={order.holder.name} /> },
          { name: words('price'), value: money(order.price) },
          { name: t('order.orderedAt'), value: formats.moment(order.orderedAt) },
          { name: t('order.number'), value: <Numbered number={order.shortNumber} id={order.id} /> },
        ]}
      />
    </section>
  );
}
