import { Link, useSearchParams } from 'react-router';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { Localized } from '../../../components/facts/localized.tsx';
import { PagedTable } from '../../../components/facts/paged-table.tsx';
import { Page } from '../../../components/page/page.tsx';
import { CONCEPTS_PATH } from '../../../lib/concepts/concept-address.ts';
import { useFormats } from '../../../lib/language/format.ts';
import type { Me } from '../../../lib/session/session.tsx';
import { useText } from '../../../lib/language/text.ts';
import type { ProposalRow, ProposalState } from '../model/proposal-documents.ts';
import { readState, STATES, useProposals } from '../model/proposal-queries.ts';
import { proposersOf } from '../model/proposers.ts';
import filters from '../parts/concepts.module.css';
import { ProposalStateMark } from '../parts/proposal-state.tsx';
import css from '../parts/proposals.module.css';
import { SignedIn } from '../parts/signed-in.tsx';
import { proposalsText } from '../words/proposals-text.ts';
import { conceptsText } from '../words/text.ts';

/** What was proposed, as far as the person is concerned. */
export function ProposalsPage() {
  return <SignedIn>{(me) => <Proposals me={me} />}</SignedIn>;
}

function Proposals({ me }: { readonly me: Me }) {
  const t = useText(proposalsText);
  const words = useText(conceptsText);
  const formats = useFormats();
  const [params] = useSearchParams();
  const state = readState(params.get('state'));
  const proposals = useProposals({ state, address: me.address });
  return (
    <Page
      title={t('title')}
      lead={<p>{t('lead')}</p>}
      actions={
        proposersOf(me).length === 0 ? undefined : (
          <>
            <ButtonLink to={`${CONCEPTS_PATH}/new`}>{words('propose')}</ButtonLink>
            <ButtonLink to={`${CONCEPTS_PATH}/import`}>{words('importFile')}</ButtonLink>
          </>
        )
      }
    >
      <StateFilter chosen={state} />
      <PagedTable
        list={proposals}
        caption={t('caption')}
        isCaptionHidden
        rowKey={({ id }) => id}
        empty={
          <Empty title={t('emptyTitle')}>
            <p>{t('empty')}</p>
          </Empty>
        }
        columns={[
          { title: t('concepts'), isHeading: true, cell: (row) => <Concepts row={row} /> },
          { title: t('by'), cell: ({ organization }) => <Localized text={organization.name} /> },
          { title: t('on'), cell: ({ proposedAt }) => formats.day(proposedAt.slice(0, 10)) },
          { title: t('state'), isPlain: true, cell: (row) => <ProposalStateMark state={row.state} /> },
        ]}
      />
    </Page>
  );
}

function Concepts({ row }: { readonly row: ProposalRow }) {
  const t = useText(proposalsText);
  const more = row.changeCount - row.changes.length;
  return (
    <ul role="list" className={css['concepts']}>
      {row.changes.map(({ proposed, present }, at) => {
        const name = <Localized text={proposed.prefLabel} />;
        return (
          <li key={proposed.id}>
            {at === 0 ? <Link to={`${CONCEPTS_PATH}/proposals/${row.id}`}>{name}</Link> : name}{' '}
            <span className={css['soft']}>
              {row.state === 'OPEN' && t(present === null ? 'isNew' : 'isChange')}
            </span>
          </li>
        );
      })}
      {more > 0 && <li className={css['soft']}>{t('more', { count: more })}</li>}
    </ul>
  );
}

function StateFilter({ chosen }: { readonly chosen: ProposalState | null }) {
  const t = useText(proposalsText);
  return (
    <nav aria-label={t('stateLabel')} className={filters['filters']}>
      <Link to="?" aria-current={chosen === null ? 'true' : undefined}>
        {t('all')}
      </Link>
      {STATES.map((state) => (
        <Link key={state} to={`?state=${state}`} aria-current={state === chosen ? 'true' : undefined}>
          {t(`states.${state}`)}
        </Link>
      ))}
    </nav>
  );
}
