import { useQuery } from '@tanstack/react-query';
import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { type Column, DataTable } from '../../../../components/facts/data-table.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { currenciesOf } from '../../../../lib/pricing/currencies.ts';
import { currencyLabel } from '../../../../lib/pricing/currency-names.ts';
import { request } from '../../../../lib/session/api.ts';
import { MONEY } from '../model/documents.ts';
import { currenciesText } from '../words/currency-text.ts';
import { Section } from './section.tsx';

/** In what prices are named, how each is paid, and whether any of it can be had for nothing. */
export function CurrenciesSection() {
  const t = useText(currenciesText);
  const { data, error, refetch } = useQuery({
    queryKey: ['admin-currencies'],
    queryFn: ({ signal }) => request(MONEY, {}, { signal }),
  });
  const currencies = currenciesOf(data?.deployment.currencies ?? []);
  const play = currencies.find(({ kind }) => kind === 'TEST');
  return (
    <Section id="currencies" title={t('currencies')} lead={t('lead')}>
      {data === undefined && error === null && <Skeleton lines={3} />}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {play !== undefined && data?.deployment.givesPlayMoney === false && (
        <Notice tone="refused" title={t('freeTitle')}>
          <p>{t('free', { symbol: play.symbol })}</p>
        </Notice>
      )}
      {data !== undefined && <Currencies currencies={currencies} />}
    </Section>
  );
}

function Currencies({ currencies }: { readonly currencies: readonly PlatformCurrency[] }) {
  const t = useText(currenciesText);
  const { language } = useLanguage();
  const { number } = useFormats();
  const columns: readonly Column<PlatformCurrency>[] = [
    { title: t('currency'), isHeading: true, cell: (currency) => currencyLabel(currency, language) },
    { title: t('payment'), cell: ({ kind }) => t(`kinds.${kind}`) },
    { title: t('decimals'), isNumber: true, cell: ({ decimals }) => number(decimals) },
  ];
  return (
    <>
      <DataTable
        caption={t('table')}
        isCaptionHidden
        columns={columns}
        rows={currencies}
        rowKey={({ address }) => address}
      />
      <Details summary={t('addresses')}>
        <Facts
          facts={currencies.map(({ symbol, address }) => ({ name: symbol, value: <code>{address}</code> }))}
        />
      </Details>
    </>
  );
}
