import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { StateMark } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { payoutText } from '../../../../lib/payout/payout-text.ts';
import { useHeld, usePaidOrganization } from '../../../../lib/payout/use-holder.ts';
import { useText } from '../../../../lib/language/text.ts';
import { dayOf, endingSoon, waitingForYes, waitsForPayment } from '../model/attention.ts';
import {
  useCreditsAndJobs,
  useDeskInvitations,
  useDeskOrders,
  useOffered,
  useRefusals,
  useStanding,
} from '../model/attention-query.ts';
import { useMoney } from '../../../../lib/pricing/money.ts';
import { useFixityAlarms } from '../../jobs/model/fixity-query.ts';
import { isOwner, useDesk } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';
import { deskText } from '../../desk/words/desk-text.ts';

interface Line {
  readonly key: string;
  readonly text: ReactNode;
  readonly to: string;
  readonly link: string;
}

/** What needs attention, as plain lines with where to go. */
export function AttentionTab() {
  const t = useText(deskText);
  const { lines, isPending, error, retry } = useLines();
  return (
    <section className={css['part']} aria-labelledby="attention">
      <h2 id="attention">{t('attentionTitle')}</h2>
      {error !== null && <ErrorNotice error={error} onRetry={retry} />}
      {lines.length > 0 && (
        <ul role="list" className={css['lines']}>
          {lines.map(({ key, text, to, link }) => (
            <li key={key}>
              <span>{text}</span>
              <Link to={to}>{link}</Link>
            </li>
          ))}
        </ul>
      )}
      {isPending && <Skeleton />}
      {!isPending && error === null && lines.length === 0 && (
        <Empty title={t('nothingTitle')}>
          <p>{t('nothing')}</p>
        </Empty>
      )}
    </section>
  );
}

function useLines() {
  const t = useText(deskText);
  const { language } = useLanguage();
  const formats = useFormats();
  const money = useMoney();
  const desk = useDesk();
  const { id, kind } = desk.organization;
  const isHolder = kind === 'INSTITUTION';
  const standing = useStanding(id, isHolder);
  const offered = useOffered(id, isHolder);
  const refusals = useRefusals(id, isHolder);
  const orders = useDeskOrders(id, isHolder);
  const invitations = useDeskInvitations(id, isOwner(desk));
  const rest = useCreditsAndJobs(id);
  const fixity = useFixityAlarms(id, isHolder);
  const paid = useText(payoutText);
  const payout = usePaidOrganization(id)?.payout ?? null;
  const concern = useHeld(id, payout)?.concern ?? null;
  const nameOf = (name: Parameters<typeof pickText>[0]) => pickText(name, language)?.text ?? '';

  const unpaid = (orders.data ?? []).filter(waitsForPayment).length;
  const accepted = (invitations.data ?? []).filter(
    ({ role, state }) => role !== null && state === 'ACCEPTED',
  );
  const awaited =
    standing.data === undefined || refusals.data === undefined
      ? []
      : waitingForYes([standing.data.licensed.communities, standing.data.open.communities], refusals.data);
  const lines: Line[] = [
    ...(concern === null
      ? []
      : [
          {
            key: 'payout',
            text: <StateMark tone="refused">{paid(`warn.${concern}`)}</StateMark>,
            to: 'earnings',
            link: paid('change'),
          },
        ]),
    ...(fixity.data?.assets ?? []).map(({ asset, files }) => ({
      key: `damaged-${asset.id}`,
      text: (
        <StateMark tone="refused">
          {t('damagedFiles', { title: nameOf(asset.title), count: files })}
        </StateMark>
      ),
      to: `/assets/${asset.id}#asset-fixity`,
      link: t('damagedLink'),
    })),
    ...(fixity.data?.isMissed === true
      ? [
          {
            key: 'fixity-late',
            text: (
              <StateMark tone="unknown">
                {t('lateReading', { when: formats.moment(fixity.data.oldestReadAt ?? '') })}
              </StateMark>
            ),
            to: 'jobs',
            link: t('failingLink'),
          },
        ]
      : []),
    ...whenSome(unpaid, (count) => ({ text: t('orders', { count }), to: 'orders', link: t('ordersLink') })),
    ...whenSome(standing.data?.incoming.totalCount, (count) => ({
      text: t('custody', { count }),
      to: 'custody',
      link: t('custodyLink'),
    })),
    ...whenSome(accepted.length, (count) => ({
      text: t('invitations', {
        names: formats.list(accepted.map(({ displayName, label }) => displayName ?? label)),
        count,
      }),
      to: 'members',
      link: t('invitationsLink'),
    })),
    ...(offered.data ?? [])
      .filter(({ disputes }) => disputes.length > 0)
      .map(({ id: assetId, title, disputes }) => ({
        key: `disputed-${assetId}`,
        text: t('disputed', {
          title: nameOf(title),
          organization: formats.list(disputes.map(({ organization }) => nameOf(organization.name))),
        }),
        to: `/assets/${assetId}`,
        link: t('disputedLink'),
      })),
    ...(refusals.data ?? []).flatMap(({ asset, community, reason }) =>
      asset === null
        ? []
        : {
            key: `refused-${asset.id}`,
            text: t('refused', { title: nameOf(asset.title), community: nameOf(community.name), reason }),
            to: `/assets/${asset.id}`,
            link: t('refusedLink'),
          },
    ),
    ...endingSoon(offered.data ?? [], dayOf(Date.now())).map(({ asset, lastDay, isOver }) => ({
      key: asset.id,
      text: t(isOver ? 'ended' : 'ending', { title: nameOf(asset.title), day: formats.day(lastDay) }),
      to: isOver ? 'offers' : `/assets/${asset.id}/offer`,
      link: t(isOver ? 'endedLink' : 'endingLink'),
    })),
    ...whenSome(standing.data?.drafts.totalCount, (count) => ({
      text: t('drafts', { count }),
      to: '/publish',
      link: t('draftsLink'),
    })),
    ...awaited.map(({ organization, count }) => ({
      key: `consent-${organization.id}`,
      text: t('consent', { count, community: nameOf(organization.name) }),
      to: 'assets?state=without-consent',
      link: t('consentLink'),
    })),
    ...(rest.data?.organization?.credits ?? [])
      .filter(({ amount }) => amount !== '0')
      .map((credit) => ({
        key: credit.token,
        text: t('credits', { amount: money(credit) }),
        to: 'earnings',
        link: t('creditsLink'),
      })),
    ...whenSome(rest.data?.jobs.filter(({ state }) => state === 'FAILED').length, () => ({
      text: t('failing'),
      to: 'jobs',
      link: t('failingLink'),
    })),
  ];
  const parts = [standing, offered, refusals, orders, invitations, rest, fixity];
  return {
    lines,
    isPending: parts.some(({ isLoading }) => isLoading),
    error: parts.find((part) => part.error !== null)?.error ?? null,
    retry: () => parts.forEach((part) => void (part.isError && part.refetch())),
  };
}

function whenSome(count: number | undefined, line: (count: number) => Omit<Line, 'key'>): Line[] {
  if (count === undefined || count === 0) return [];
  const made = line(count);
  return [{ ...made, key: `${made.to} ${made.link}` }];
}
