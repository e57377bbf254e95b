import { useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { StateMark } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { isInForce } from '../../../../lib/suspension/suspension-notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../operation/parts/admin.module.css';
import { BothNames } from './both-names.tsx';
import { CouncilSheet } from './council-sheet.tsx';
import type { Organization } from '../../operation/model/documents.ts';
import { KeyText } from './key-text.tsx';
import { Section } from '../../operation/parts/section.tsx';
import { SuspendSheet } from './suspend-sheet.tsx';
import { suspensionText } from '../words/suspension-text.ts';
import { adminText } from '../../operation/words/text.ts';
import { useOrganizations } from '../model/use-organizations.ts';

/** Everybody who was admitted, and how they stand. */
export function OrganizationsSection({ isAccreditor }: { readonly isAccreditor: boolean }) {
  const t = useText(adminText);
  const { data, isPending } = useOrganizations();
  const [chosen, setChosen] = useState<Organization | null>(null);
  const [suspected, setSuspected] = useState<Organization | null>(null);
  const admitted = data?.filter(({ isAdmitted }) => isAdmitted) ?? [];
  return (
    <Section id="organizations" title={t('organizations')}>
      {isPending && (
        <div className={css['tall']}>
          <Skeleton />
        </div>
      )}
      {data !== undefined && admitted.length === 0 && <Empty title={t('organizationsNone')} />}
      {admitted.length > 0 && (
        <div className={css['scroll']}>
          <table className={css['table']}>
            <thead>
              <tr>
                <th scope="col">{t('name')}</th>
                <th scope="col">{t('kind')}</th>
                <th scope="col">{t('state')}</th>
                <th scope="col">{t('council')}</th>
                {isAccreditor && <th scope="col">{t('act')}</th>}
              </tr>
            </thead>
            <tbody>
              {admitted.map((organization) => (
                <Row
                  key={organization.id}
                  organization={organization}
                  onPropose={isAccreditor ? () => setChosen(organization) : null}
                  onSuspend={() => setSuspected(organization)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {chosen !== null && <CouncilSheet community={chosen} onClose={() => setChosen(null)} />}
      {suspected !== null && <SuspendSheet organization={suspected} onClose={() => setSuspected(null)} />}
    </Section>
  );
}

interface RowProps {
  readonly organization: Organization;
  /** Null for whoever is not the accreditor. */
  readonly onPropose: (() => void) | null;
  onSuspend(): void;
}

/** Communities answer to their councils, accreditor and operator to their offices. */
const SUSPENDABLE: readonly Organization['kind'][] = ['INSTITUTION', 'STUDIO', 'AUDITOR'];

function Row({ organization, onPropose, onSuspend }: RowProps) {
  const t = useText(adminText);
  const said = useText(suspensionText);
  const format = useFormats();
  const { kind, members, council, succession, suspension, slug } = organization;
  const isCommunity = kind === 'COMMUNITY';
  return (
    <tr>
      <th scope="row" id={`org-${slug}`}>
        <BothNames {...organization} />
      </th>
      <td data-label={t('kind')}>{t(kind)}</td>
      <td data-label={t('state')}>
        <StateMark tone="live">{t('admitted')}</StateMark>
        {suspension !== null && (
          <>
            <br />
            <StateMark tone={isInForce(suspension) ? 'refused' : 'unknown'}>
              {said(isInForce(suspension) ? 'inForce' : 'announced', {
                moment: format.moment(suspension.suspendedFrom),
              })}
            </StateMark>
          </>
        )}
        <br />
        <span className={css['soft']}>{t('members', { count: members.length })}</span>
        {succession !== null && (
          <>
            <br />
            <StateMark tone="unknown">
              {t('succession', { day: format.day(succession.seatableAt.slice(0, 10)) })}
            </StateMark>
          </>
        )}
      </td>
      <td data-label={isCommunity ? t('council') : undefined}>
        {isCommunity ? <KeyText address={council} /> : null}
      </td>
      {onPropose !== null && (
        <td>
          {isCommunity && (
            <Button onPress={onPropose} aria-describedby={`org-${slug}`}>
              {t('candidate')}
            </Button>
          )}
          {SUSPENDABLE.includes(kind) && suspension === null && (
            <Button onPress={onSuspend} aria-describedby={`org-${slug}`}>
              {said('suspend')}
            </Button>
          )}
        </td>
      )}
    </tr>
  );
}
