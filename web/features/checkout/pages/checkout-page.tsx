import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { type Column, DataTable } from '../../../components/facts/data-table.tsx';
import { Localized } from '../../../components/facts/localized.tsx';
import { Button, ButtonLink } from '../../../components/forms/button.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { CheckoutSheet } from '../../../lib/checkout/checkout-sheet.tsx';
import { checkoutText } from '../../../lib/checkout/checkout-text.ts';
import { useKeptCheckout } from '../../../lib/checkout/kept-checkout.ts';
import { useFormats } from '../../../lib/language/format.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { useMoney } from '../../../lib/pricing/money.ts';
import { useLicensees } from '../../../lib/session/licensees.ts';
import { useSession } from '../../../lib/session/session.tsx';
import {
  mediaText,
  rightsText,
  startingLarge,
  territoriesText,
} from '../../../lib/territories/window-text.ts';
import { type AgreedUse, useAgreedUses } from '../model/agreed-items.ts';

/** `/checkout?requests=…`: buys in one sheet what was agreed in requests. */
export function CheckoutPage() {
  const t = useText(checkoutText);
  const [address] = useSearchParams();
  const { me, isLoading } = useSession();
  const ids = (address.get('requests') ?? '').split(',').filter((id) => id !== '');
  if (isLoading)
    return (
      <Page title={t('agreedTitle')} isPending>
        <Skeleton lines={6} />
      </Page>
    );
  if (me === null) {
    const next = encodeURIComponent(`/checkout?requests=${ids.join(',')}`);
    return (
      <Page title={t('signIn')} width="text">
        <ButtonLink kind="main" to={`/sign-in?next=${next}`}>
          {t('signInButton')}
        </ButtonLink>
      </Page>
    );
  }
  return (
    <Page title={t('agreedTitle')} lead={<p>{t('agreedLead')}</p>}>
      <Agreed ids={ids} />
    </Page>
  );
}

function Agreed({ ids }: { readonly ids: readonly string[] }) {
  const t = useText(checkoutText);
  const { data, error, refetch } = useAgreedUses(ids);
  const { choices } = useLicensees();
  const name = `requests.${ids.join('.')}`;
  const kept = useKeptCheckout(name);
  const [isOpen, setIsOpen] = useState(false);
  if (data === undefined)
    return error === null ? (
      <Skeleton lines={6} />
    ) : (
      <ErrorNotice error={error} onRetry={() => void refetch()} />
    );
  const licensee = choices.find(({ id }) => id === data.uses[0]?.licensee) ?? choices[0];
  const uses = data.uses.filter((use) => use.licensee === licensee?.id);
  const isBegun = kept.text !== null;
  return (
    <>
      {isBegun && !isOpen && (
        <Notice tone="unknown" title={t('begun')}>
          <p>{t('begunLead')}</p>
        </Notice>
      )}
      {uses.length === 0 && !isBegun ? (
        <Empty title={t('agreedNone')} />
      ) : (
        <>
          <UseTable uses={uses} />
          {licensee === undefined ? (
            <p>{t('noLicensee')}</p>
          ) : (
            <div>
              <Button kind="act" onPress={() => setIsOpen(true)}>
                {isBegun ? t('goOn') : t('agreedButton', { count: uses.length })}
              </Button>
            </div>
          )}
        </>
      )}
      {isOpen && licensee !== undefined && (
        <CheckoutSheet
          name={name}
          licensee={licensee}
          wanted={uses}
          subjects={data.subjects}
          kept={kept}
          onClose={() => {
            setIsOpen(false);
            void refetch();
          }}
        />
      )}
    </>
  );
}

function UseTable({ uses }: { readonly uses: readonly AgreedUse[] }) {
  const t = useText(checkoutText);
  const { language } = useLanguage();
  const formats = useFormats();
  const money = useMoney();
  const columns: readonly Column<AgreedUse>[] = [
    {
      title: t('asset'),
      isHeading: true,
      cell: ({ assetId, subject }) => (
        <Link to={`/assets/${assetId}`}>
          <Localized text={subject.title} />
        </Link>
      ),
    },
    {
      title: t('use'),
      cell: ({ wish, rights }) => (
        <>
          <p>{startingLarge(mediaText(wish.media, language))}</p>
          <p>{startingLarge(territoriesText(wish.territories, language))}</p>
          <p>{t('perAsset', { from: formats.day(wish.from), to: formats.day(wish.to) })}</p>
          {rights.length > 0 && <p>{startingLarge(rightsText(rights, language))}</p>}
        </>
      ),
    },
    {
      title: t('price'),
      isNumber: true,
      cell: ({ shown }) => money({ ...shown.price, amount: shown.price.amount.toString() }),
    },
    {
      title: t('toRequest'),
      isPlain: true,
      cell: ({ requestId }) => <Link to={`/requests/${requestId}`}>{t('toRequest')}</Link>,
    },
  ];
  return (
    <DataTable
      caption={t('agreedTable')}
      isCaptionHidden
      columns={columns}
      rows={uses}
      rowKey={({ requestId, assetId }) => `${requestId} ${assetId}`}
    />
  );
}
