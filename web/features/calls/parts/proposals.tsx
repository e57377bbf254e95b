import { Link } from 'react-router';
import { PagedList } from '../../../components/facts/paged-list.tsx';
import { Localized } from '../../../components/facts/localized.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { useHolderName } from '../../../lib/assets/asset-names.ts';
import { callsText } from '../../../lib/calls/calls-text.ts';
import { useFormats } from '../../../lib/language/format.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { mediaText, startingLarge, territoriesText } from '../../../lib/territories/window-text.ts';
import type { Proposal, ShownCall } from '../model/documents.ts';
import { useProposals } from '../model/use-call.ts';
import { callText } from '../words/text.ts';
import css from './proposals.module.css';

/** What answers the call: for who opened it all, for a studio its own. */
export function Proposals({ call: { id, isOwn } }: { readonly call: Pick<ShownCall, 'id' | 'isOwn'> }) {
  const t = useText(callText);
  const words = useText(callsText);
  const proposals = useProposals(id);
  if (!isOwn && proposals.rows.length === 0) return null;
  return (
    <section className={css['section']} aria-labelledby="call-proposals">
      <h2 id="call-proposals">{t(isOwn ? 'proposals' : 'yourProposals')}</h2>
      <PagedList
        list={proposals}
        lines={3}
        empty={
          <Empty title={t('noProposals')}>
            <p>{t('noProposalsWhy')}</p>
          </Empty>
        }
      >
        <p className={css['soft']}>{words('proposals', { count: proposals.totalCount })}</p>
        <ul role="list" className={css['rows']}>
          {proposals.rows.map((proposal) => (
            <Row key={proposal.id} proposal={proposal} />
          ))}
        </ul>
      </PagedList>
    </section>
  );
}

function Row({ proposal }: { readonly proposal: Proposal }) {
  const t = useText(callText);
  const { language } = useLanguage();
  const { day } = useFormats();
  const { id, state, items, parties, askedAt } = proposal;
  const asker = parties.find(({ role }) => role === 'ASKER')?.organization ?? null;
  const name = useHolderName(asker);
  const terms = items[0]?.terms ?? null;
  return (
    <li className={css['row']}>
      <div>
        <h3>{asker === null ? t('person') : <Localized text={asker.name} />}</h3>
        <p className={css['soft']}>
          {day(askedAt.slice(0, 10))} · {t('count', { count: items.length })}
        </p>
      </div>
      {terms !== null && (
        <p>
          {startingLarge(mediaText(terms.media, language))} · {territoriesText(terms.territories, language)} ·{' '}
          {t('between', { from: day(terms.firstDay), to: day(terms.lastDay) })}
        </p>
      )}
      <p>{t(`requestStates.${state}`)}</p>
      <Link
        to={`/requests/${id}`}
        aria-label={t('openThreadOf', { name: asker === null ? t('person') : name })}
      >
        {t('openThread')}
      </Link>
    </li>
  );
}
