import { useParams } from 'react-router';
import { Button, ButtonLink } from '../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { CONCEPTS_PATH } from '../../../lib/concepts/concept-address.ts';
import { useFormats } from '../../../lib/language/format.ts';
import { pickText } from '../../../lib/session/api.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import type { Me } from '../../../lib/session/session.tsx';
import { useText } from '../../../lib/language/text.ts';
import type { ShownProposal } from '../model/proposal-documents.ts';
import { useChanges, useProposal } from '../model/proposal-queries.ts';
import { ProposalActs } from '../parts/proposal-acts.tsx';
import { ProposalStateMark } from '../parts/proposal-state.tsx';
import css from '../parts/proposals.module.css';
import { ProposedChange } from '../parts/proposed-change.tsx';
import { SignedIn } from '../parts/signed-in.tsx';
import { proposalsText } from '../words/proposals-text.ts';

/** A proposal against what is there now, and the decision about it. */
export function ProposalPage() {
  return <SignedIn>{(me) => <Found me={me} />}</SignedIn>;
}

function Found({ me }: { readonly me: Me }) {
  const t = useText(proposalsText);
  const { proposalId = '' } = useParams();
  const { data: proposal, error, isPending, refetch } = useProposal(proposalId, me.address);
  if (proposal != null) return <Shown proposal={proposal} />;
  return (
    <Page title={proposal === null ? t('notFoundTitle') : t('title')} width="text" isPending={isPending}>
      {isPending && <Skeleton lines={5} />}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {proposal === null && (
        <>
          <p>{t('notFound')}</p>
          <div>
            <ButtonLink to={`${CONCEPTS_PATH}/proposals`}>{t('toList')}</ButtonLink>
          </div>
        </>
      )}
    </Page>
  );
}

function Shown({ proposal }: { readonly proposal: ShownProposal }) {
  const t = useText(proposalsText);
  const { language } = useLanguage();
  const { changeCount, message, reason, state } = proposal;
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useChanges(proposal);
  const changes = data?.pages.flat() ?? [];
  const [first] = changes;
  const name = pickText(first?.proposed.prefLabel, language)?.text ?? first?.proposed.id ?? '…';
  return (
    <Page
      title={changeCount === 1 ? t('pageTitle', { name }) : t('pageTitleMany', { count: changeCount })}
      lead={<Lead proposal={proposal} />}
      actions={<ProposalActs proposal={proposal} />}
    >
      {message !== null && <Said title={t('why')} text={message} />}
      {reason !== null && <Said title={t('reason')} text={reason} />}
      <div className={css['list']}>
        <h2>{t(state === 'OPEN' ? 'changes' : 'changesDone')}</h2>
        {isPending && <Skeleton lines={5} />}
        {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {changes.map((change) => (
          <ProposedChange key={change.proposed.id} change={change} />
        ))}
        {hasNextPage && (
          <div>
            <Button isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
              {t('moreChanges')}
            </Button>
          </div>
        )}
      </div>
      <div>
        <ButtonLink to={`${CONCEPTS_PATH}/proposals`}>{t('toList')}</ButtonLink>
      </div>
    </Page>
  );
}

function Lead({ proposal }: { readonly proposal: ShownProposal }) {
  const t = useText(proposalsText);
  const formats = useFormats();
  const { language } = useLanguage();
  const { organization, proposedAt, decidedAt, state } = proposal;
  const name = pickText(organization.name, language)?.text ?? organization.slug;
  return (
    <div className={css['lead']}>
      <span>
        {t('proposedOn', { organization: name, day: formats.day(proposedAt.slice(0, 10)) })}
        {decidedAt !== null &&
          ` · ${t('decidedOn', { state: t(`states.${state}`), day: formats.day(decidedAt.slice(0, 10)) })}`}
      </span>
      <ProposalStateMark state={state} />
    </div>
  );
}

function Said({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <section className={css['section']}>
      <h2>{title}</h2>
      <p className={css['said']}>{text}</p>
    </section>
  );
}
