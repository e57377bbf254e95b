import { useQueries, useQueryClient } from '@tanstack/react-query';
import { isInvoicedOnly, type PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { Button } from '../../components/forms/button.tsx';
import { Details } from '../../components/facts/details.tsx';
import { ErrorNotice } from '../../components/page/error-notice.tsx';
import { StateMark } from '../../components/page/notice.tsx';
import { useAct } from '../session/act.ts';
import { request } from '../session/api.ts';
import { graphql } from '../session/graphql.ts';
import { useSession } from '../session/session.tsx';
import { useText } from '../language/text.ts';
import { useCurrencies } from './currencies.ts';
import { type Amount, useMoney } from './money.ts';
import { useDeployment } from './deployment.ts';
import css from './balance.module.css';
import { balanceText } from './balance-text.ts';

const BALANCE = graphql(`
  query StudioBalance($address: String!, $token: String) {
    paymentAccount(address: $address, token: $token) {
      balance
      token
    }
  }
`);

/** By currency, in its smallest unit. */
type Balances = ReadonlyMap<string, bigint>;

/** What the signed-in key has of each currency that one buys with at once; null while unknown. */
export function useBalances(): Balances | null {
  const { me } = useSession();
  const address = me?.address ?? null;
  const payable = usePayable();
  return useQueries({
    queries: payable.map(({ address: token }) => ({
      queryKey: ['studio', 'balance', address, token],
      queryFn: async ({ signal }: { readonly signal: AbortSignal }) =>
        (await request(BALANCE, { address: address ?? '', token }, { signal })).paymentAccount,
      enabled: address !== null,
    })),
    combine: (answers) =>
      answers.some(({ data }) => data === undefined)
        ? null
        : new Map(
            answers.flatMap(({ data }): [string, bigint][] =>
              data === undefined ? [] : [[data.token.toLowerCase(), BigInt(data.balance)]],
            ),
          ),
  });
}

/** Unknown balances hinder nobody: the contract refuses in time. */
export function covers(balances: Balances | null, { amount, token }: Amount): boolean {
  return balances === null || (balances.get(token.toLowerCase()) ?? 0n) >= BigInt(amount);
}

function usePayable(): readonly PlatformCurrency[] {
  const currencies = useCurrencies();
  return (currencies ?? []).filter((currency) => !isInvoicedOnly(currency));
}

/** As a hundred thousand of the play money, whatever its decimals. */
const PLAY_MONEY = 100_000n;

interface BalanceProps {
  /** What is to be paid, one sum a currency: what is missing is said, and how to get it. Left out: every balance is shown. */
  readonly prices?: readonly Amount[];
}

/** What one has of each currency that one buys with at once and, where there is play money, more of it. */
export function Balance({ prices }: BalanceProps) {
  const balances = useBalances();
  const priceIn = (token: string) => prices?.find((price) => price.token.toLowerCase() === token);
  const payable = usePayable().filter(
    ({ address }) => prices === undefined || priceIn(address) !== undefined,
  );
  if (balances === null || payable.length === 0) return null;
  return payable.map((currency) => (
    <BalanceIn
      key={currency.address}
      currency={currency}
      balance={balances.get(currency.address) ?? 0n}
      price={BigInt(priceIn(currency.address)?.amount ?? 0)}
    />
  ));
}

interface BalanceInProps {
  readonly currency: PlatformCurrency;
  readonly balance: bigint;
  readonly price: bigint;
}

function BalanceIn({ currency, balance, price }: BalanceInProps) {
  const t = useText(balanceText);
  const money = useMoney();
  const deployment = useDeployment();
  const { me } = useSession();
  const act = useAct<unknown>();
  const cache = useQueryClient();
  if (deployment === null || me === null) return null;
  const token = currency.address;
  const amount = PLAY_MONEY * 10n ** BigInt(currency.decimals);
  const getPlayMoney = async () => {
    const got = await act.run(async (platform) => {
      const [{ mintAct }, { relay }] = await Promise.all([
        import('@lanran/sdk/licensing/licensing-acts'),
        import('@lanran/sdk/acts/relaying'),
      ]);
      return relay(platform, mintAct(platform.signer.address, amount));
    });
    if (got !== null) await cache.invalidateQueries({ queryKey: ['studio', 'balance'] });
  };
  const missing = price - balance;
  const isShort = missing > 0n;
  return (
    <div className={css['balance']}>
      <p aria-live="polite">{t('balance', { money: money({ amount: balance.toString(), token }) })}</p>
      {isShort && (
        <StateMark tone="refused">
          {t('balanceShort', { money: money({ amount: missing.toString(), token }) })}
        </StateMark>
      )}
      {currency.kind !== 'TEST' && (
        <Details summary={t('topUp')}>
          <code>{me.address}</code>
        </Details>
      )}
      {currency.kind === 'TEST' && deployment.givesPlayMoney && (
        <p className={css['soft']}>
          {t('playHint')}{' '}
          <Button
            kind={isShort ? 'main' : 'quiet'}
            onPress={() => void getPlayMoney()}
            isPending={act.state.phase === 'working'}
          >
            {t('playMoney')}
          </Button>
        </p>
      )}
      {act.state.phase === 'failed' && <ErrorNotice error={act.state.error} />}
    </div>
  );
}
