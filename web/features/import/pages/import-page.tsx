import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { SelectField } from '../../../components/forms/select-field.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { pickText } from '../../../lib/session/api.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { type Membership, useSession } from '../../../lib/session/session.tsx';
import { SuspensionNotice } from '../../../lib/suspension/suspension-notice.tsx';
import { useText } from '../../../lib/language/text.ts';
import { FolderSection } from '../parts/folder-section.tsx';
import { ImportSection } from '../parts/import-section.tsx';
import css from '../parts/import.module.css';
import { importText } from '../words/import-text.ts';
import { forgetResult, readResult } from '../model/kept-import.ts';
import { LastImport } from '../parts/last-import.tsx';
import { MappingSection } from '../parts/mapping-section.tsx';
import { SignedBatchNotice } from '../parts/signed-batch-notice.tsx';
import { useImport } from '../model/use-import.ts';

/** A folder's records become assets: chosen, mapped, checked, sent, signed. */
export function ImportPage() {
  const t = useText(importText);
  const { me, isLoading } = useSession();
  const mine = (me?.memberships ?? []).filter(
    ({ role, organization }) => role !== 'VIEWER' && organization.kind === 'INSTITUTION',
  );
  const [first] = mine;
  if (first !== undefined) return <Imports mine={mine} first={first} />;
  return (
    <Page title={t('title')} lead={t('lead')} width="text">
      {isLoading && <Skeleton />}
      {!isLoading && me === null && (
        <Empty title={t('signInFirst')}>
          <ButtonLink kind="main" to="/sign-in?next=/import">
            {t('signIn')}
          </ButtonLink>
        </Empty>
      )}
      {me !== null && <Empty title={t('notMember')} />}
    </Page>
  );
}

function Imports({ mine, first }: { readonly mine: readonly Membership[]; readonly first: Membership }) {
  const t = useText(importText);
  const { language } = useLanguage();
  const [query, setQuery] = useSearchParams();
  const asked = query.get('organization');
  const { organization } = mine.find((membership) => membership.organization.id === asked) ?? first;
  const nameOf = ({ name, slug }: Membership['organization']) => pickText(name, language)?.text ?? slug;
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={<ButtonLink to="/publish">{t('toDrafts')}</ButtonLink>}
    >
      {mine.length > 1 && (
        <SelectField
          label={t('organization')}
          value={organization.id}
          choices={mine.map((each) => ({ value: each.organization.id, label: nameOf(each.organization) }))}
          onChange={(id) => setQuery({ organization: id }, { replace: true })}
        />
      )}
      {organization.suspension !== null && <SuspensionNotice suspension={organization.suspension} isOwn />}
      <ImportOf key={organization.id} organizationId={organization.id} name={nameOf(organization)} />
    </Page>
  );
}

interface ImportOfProps {
  readonly organizationId: string;
  readonly name: string;
}

function ImportOf({ organizationId, name }: ImportOfProps) {
  const state = useImport(organizationId);
  const { table } = state.opened;
  // What is under way, or over, is not changed any more; it is what the page is about then.
  const [isSettled, setIsSettled] = useState(false);
  const [rounds, setRounds] = useState(0);
  const [last, setLast] = useState(() => readResult(organizationId));
  const settle = useCallback((settled: boolean) => {
    setIsSettled(settled);
    if (settled) setLast(null);
  }, []);
  const next = () => {
    setIsSettled(false);
    state.choose(null);
    setRounds(rounds + 1);
  };
  return (
    <>
      <div className={css['setUp']} hidden={isSettled}>
        <SignedBatchNotice organizationId={organizationId} />
        <FolderSection
          key={rounds}
          state={state}
          isAwaited={state.files === null && (rounds > 0 || state.folderBefore !== null)}
        />
        {last !== null && (
          <LastImport
            result={last}
            onForget={() => {
              setLast(null);
              forgetResult(organizationId);
            }}
          />
        )}
        {table !== null && (
          <MappingSection organizationId={organizationId} organization={name} table={table} state={state} />
        )}
      </div>
      {state.source !== null && (
        <ImportSection source={state.source} organization={name} onSettled={settle} onNext={next} />
      )}
    </>
  );
}
