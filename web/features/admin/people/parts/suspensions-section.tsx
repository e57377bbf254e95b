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
import type { Organization } from '../../operation/model/documents.ts';
import { LiftSheet } from './lift-sheet.tsx';
import { Section } from '../../operation/parts/section.tsx';
import { suspensionText } from '../words/suspension-text.ts';
import { useOrganizations } from '../model/use-organizations.ts';

/** Announced and in force, the next first. */
export function SuspensionsSection({ isAccreditor }: { readonly isAccreditor: boolean }) {
  const t = useText(suspensionText);
  const { data, isPending } = useOrganizations();
  const [chosen, setChosen] = useState<Organization | null>(null);
  const suspended = (data ?? [])
    .filter(({ suspension }) => suspension !== null)
    .sort((left, right) => momentOf(left).localeCompare(momentOf(right)));
  return (
    <Section id="suspensions" title={t('suspensions')}>
      {isPending && <Skeleton lines={2} />}
      {data !== undefined && suspended.length === 0 && <Empty title={t('suspensionsNone')} />}
      {suspended.length > 0 && (
        <div className={css['scroll']}>
          <table className={css['table']}>
            <thead>
              <tr>
                <th scope="col">{t('organization')}</th>
                <th scope="col">{t('state')}</th>
                <th scope="col">{t('reason')}</th>
                {isAccreditor && <th scope="col">{t('act')}</th>}
              </tr>
            </thead>
            <tbody>
              {suspended.map((organization) => (
                <Row
                  key={organization.id}
                  organization={organization}
                  onLift={isAccreditor ? () => setChosen(organization) : null}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {chosen !== null && <LiftSheet organization={chosen} onClose={() => setChosen(null)} />}
    </Section>
  );
}

function momentOf({ suspension }: Organization): string {
  return suspension?.suspendedFrom ?? '';
}

interface RowProps {
  readonly organization: Organization;
  readonly onLift: (() => void) | null;
}

function Row({ organization, onLift }: RowProps) {
  const t = useText(suspensionText);
  const { suspension, slug } = organization;
  return (
    <tr>
      <th scope="row" id={`suspended-${slug}`}>
        <BothNames {...organization} />
      </th>
      <td data-label={t('state')}>{suspension !== null && <SuspensionMark {...suspension} />}</td>
      <td data-label={t('reason')}>{suspension?.reason ?? t('noReason')}</td>
      {onLift !== null && (
        <td>
          <Button onPress={onLift} aria-describedby={`suspended-${slug}`}>
            {t('lift')}
          </Button>
        </td>
      )}
    </tr>
  );
}

function SuspensionMark({ suspendedFrom }: NonNullable<Organization['suspension']>) {
  const t = useText(suspensionText);
  const { moment } = useFormats();
  const isNow = isInForce({ suspendedFrom });
  return (
    <StateMark tone={isNow ? 'refused' : 'unknown'}>
      {t(isNow ? 'inForce' : 'announced', { moment: moment(suspendedFrom) })}
    </StateMark>
  );
}
