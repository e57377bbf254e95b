import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Details } from '../../../components/facts/details.tsx';
import { type Fact, Facts } from '../../../components/facts/facts.tsx';
import { StateMark } from '../../../components/page/notice.tsx';
import { useFormats } from '../../../lib/language/format.ts';
import type { ResultOf } from '../../../lib/session/graphql.ts';
import { useText } from '../../../lib/language/text.ts';
import type { RULES_STATE } from './documents.ts';
import type { Addresses, LiveRules, RoleMember } from './live-rules.ts';
import css from './rules-page.module.css';
import { rulesText } from './text.ts';

interface LiveStateProps {
  readonly state: ResultOf<typeof RULES_STATE>;
  readonly addresses: Addresses;
}

const DAY_SECONDS = 86_400;

/** How the rules stand now, from the log and from the contracts. */
export function LiveState({ state: { deployment, logStatus, organizations }, addresses }: LiveStateProps) {
  const t = useText(rulesText);
  const formats = useFormats();
  const live = useQuery({
    queryKey: ['live-rules', addresses],
    queryFn: async () => (await import('./live-rules.ts')).readLiveRules(addresses),
  });
  const waits = (members: readonly RoleMember[]) => {
    const seconds = Math.min(...members.map(({ delaySeconds }) => delaySeconds));
    if (!Number.isFinite(seconds) || seconds === 0) return t('noDelay');
    return seconds % DAY_SECONDS === 0
      ? t('days', { count: seconds / DAY_SECONDS })
      : t('seconds', { count: seconds });
  };
  const { anchoredAt, anchoredSize } = logStatus;
  const facts: Fact[] = [
    {
      name: t('sales'),
      value: deployment.isPaused ? (
        <StateMark tone="refused">{t('salesPaused')}</StateMark>
      ) : (
        <StateMark tone="live">{t('salesOpen')}</StateMark>
      ),
    },
    {
      name: t('log'),
      value:
        anchoredAt === null ? (
          t('logNone')
        ) : (
          <Link to="/record">
            {t('logValue', { count: formats.number(anchoredSize), time: formats.moment(anchoredAt) })}
          </Link>
        ),
    },
    {
      name: t('organizations'),
      value: (
        <Link to="/organizations">
          {t('organizationsValue', { count: formats.number(organizations.totalCount) })}
        </Link>
      ),
    },
    {
      name: t('accreditor'),
      value: deployment.accreditor === null ? t('accreditorNone') : t('accreditorKey'),
    },
    ...(live.data === undefined
      ? []
      : [
          {
            name: t('administrators'),
            value:
              live.data.roles.administrator.length === 0 ? (
                <StateMark tone="live">{t('nobodyIs')}</StateMark>
              ) : (
                <StateMark tone="refused">
                  {t('administratorsValue', { count: live.data.roles.administrator.length })}
                </StateMark>
              ),
          },
          { name: t('operatorShare'), value: formats.share(live.data.operatorShareBps) },
          {
            name: t('operatorDelay'),
            value: t('operatorDelayHint', { time: waits(live.data.roles.operator) }),
          },
          { name: t('accreditorDelay'), value: waits(live.data.roles.accreditor) },
          { name: t('guardians'), value: t('keys', { count: live.data.roles.guardian.length }) },
        ]),
    ...(live.isError ? [{ name: t('unknown'), value: t('unknownHint') }] : []),
  ];
  return (
    <section className={css['now']} aria-labelledby="now">
      <h2 id="now">{t('now')}</h2>
      <p className={css['soft']}>{t('nowLead')}</p>
      <Facts facts={facts} />
      <Details summary={t('details')}>
        <Facts facts={keyFacts(t, { live: live.data ?? null, chainId: deployment.chainId, addresses })} />
      </Details>
    </section>
  );
}

type Words = ReturnType<typeof useText<(typeof rulesText)['en']>>;

function keyFacts(
  t: Words,
  {
    live,
    chainId,
    addresses,
  }: { readonly live: LiveRules | null; readonly chainId: string; readonly addresses: Addresses },
): Fact[] {
  const keysOf = (members: readonly RoleMember[]) => (
    <code>{members.map(({ address }) => address).join('\n')}</code>
  );
  return [
    { name: t('chain'), value: <code>{chainId}</code> },
    ...(live === null
      ? []
      : [
          { name: t('sealer'), value: <code>{live.sealer}</code> },
          { name: t('operatorKeys'), value: keysOf(live.roles.operator) },
          { name: t('accreditorKeys'), value: keysOf(live.roles.accreditor) },
          { name: t('guardianKeys'), value: keysOf(live.roles.guardian) },
        ]),
    ...Object.entries(addresses).map(([name, address]) => ({ name, value: <code>{address}</code> })),
  ];
}
