import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../components/forms/button.tsx';
import { Details } from '../../components/facts/details.tsx';
import { ErrorNotice } from '../../components/page/error-notice.tsx';
import { StateMark } from '../../components/page/notice.tsx';
import { useAct } from '../session/act.ts';
import { request } from '../session/api.ts';
import { graphql } from '../session/graphql.ts';
import { useSession } from '../session/session.tsx';
import { useText } from '../language/text.ts';
import { useMoney } from './money.ts';
import { useDeployment } from './deployment.ts';
import css from './balance.module.css';
import { balanceText } from './balance-text.ts';

const BALANCE = graphql(`
  query StudioBalance($address: String!) {
    paymentAccount(address: $address) {
      balance
      token
    }
  }
`);

/** What the signed-in key can pay with; null while unknown. */
export function useBalance(): { readonly amount: string; readonly token: string } | null {
  const { me } = useSession();
  const address = me?.address ?? null;
  const { data } = useQuery({
    queryKey: ['studio', 'balance', address],
    queryFn: ({ signal }) => request(BALANCE, { address: address ?? '' }, { signal }),
    enabled: address !== null,
  });
  return data === undefined
    ? null
    : { amount: data.paymentAccount.balance, token: data.paymentAccount.token };
}

/** As a hundred thousand of the play money, whatever its decimals. */
const PLAY_MONEY = 100_000n;

interface BalanceProps {
  /** What is to be paid, in the smallest unit: what is missing is said, and how to get it. */
  readonly price?: bigint;
}

/** The balance and, where the platform runs on play money, more of it. */
export function Balance({ price = 0n }: BalanceProps) {
  const t = useText(balanceText);
  const money = useMoney();
  const balance = useBalance();
  const deployment = useDeployment();
  const { me } = useSession();
  const act = useAct<unknown>();
  const cache = useQueryClient();
  if (balance === null || deployment === null || me === null) return null;
  const hasPlayMoney = deployment.contracts.some(({ name }) => name === 'TestToken');
  const amount = (PLAY_MONEY * 10n ** BigInt(deployment.paymentToken.decimals)).toString();
  const getPlayMoney = async () => {
    const got = await act.run(async (platform) => {
      const [{ mintAct }, { relay }] = await Promise.all([
        import('@lanran/sdk/licensing/licensing-acts'),
        import('@lanran/sdk/acts/relaying'),
      ]);
      return relay(platform, mintAct(platform.signer.address, BigInt(amount)));
    });
    if (got !== null) await cache.invalidateQueries({ queryKey: ['studio', 'balance'] });
  };
  const missing = price - BigInt(balance.amount);
  const isShort = missing > 0n;
  return (
    <div className={css['balance']}>
      <p aria-live="polite">{t('balance', { money: money(balance) })}</p>
      {isShort && (
        <StateMark tone="refused">
          {t('balanceShort', { money: money({ amount: missing.toString(), token: balance.token }) })}
        </StateMark>
      )}
      {hasPlayMoney ? (
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
      ) : (
        <Details summary={t('topUp')}>
          <code>{me.address}</code>
        </Details>
      )}
      {act.state.phase === 'failed' && <ErrorNotice error={act.state.error} />}
    </div>
  );
}
