import { useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import type { Me } from '../../../../lib/session/session.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { AdmissionSheet } from './admission-sheet.tsx';
import css from '../../operation/parts/admin.module.css';
import { AskerText } from './asker-text.tsx';
import { BothNames } from './both-names.tsx';
import type { Organization } from '../../operation/model/documents.ts';
import { RequestSheet, type RequestSaying } from './request-sheet.tsx';
import { requestText } from '../words/request-text.ts';
import { RequestWords } from './request-words.tsx';
import { Section } from '../../operation/parts/section.tsx';
import { adminText } from '../../operation/words/text.ts';
import { useAdmissionRequests } from '../model/use-admission-requests.ts';
import { useAskers } from '../model/use-askers.ts';
import { useOrganizations } from '../model/use-organizations.ts';

/** Who waits longest comes first. */
function waitingIn(all: readonly Organization[]): readonly Organization[] {
  return all
    .filter(({ isAdmitted }) => !isAdmitted)
    .sort((one, other) => (one.requestedAt ?? '').localeCompare(other.requestedAt ?? ''));
}

interface Saying {
  readonly organization: Organization;
  readonly what: RequestSaying;
}

/** Profiles that wait for the accreditor. */
export function RequestsSection({ me }: { readonly me: Me }) {
  const t = useText(adminText);
  const words = useText(requestText);
  const format = useFormats();
  const { data, isPending, error, refetch } = useOrganizations();
  const said = useAdmissionRequests(me.isAccreditor);
  const [chosen, setChosen] = useState<Organization | null>(null);
  const [saying, setSaying] = useState<Saying | null>(null);
  const waiting = waitingIn(data ?? []);
  const { data: people } = useAskers(waiting);
  return (
    <Section id="requests" title={t('requests')}>
      {isPending && <Skeleton lines={3} />}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && waiting.length === 0 && <Empty title={t('requestsNone')} />}
      {waiting.length > 0 && (
        <div className={css['scroll']}>
          <table className={css['table']}>
            <thead>
              <tr>
                <th scope="col">{t('name')}</th>
                <th scope="col">{t('kind')}</th>
                <th scope="col">{t('askedAt')}</th>
                <th scope="col">{t('asked')}</th>
                {me.isAccreditor && <th scope="col">{t('act')}</th>}
              </tr>
            </thead>
            <tbody>
              {waiting.map((organization) => (
                <tr key={organization.id}>
                  <th scope="row" id={`asks-${organization.slug}`}>
                    <BothNames {...organization} />
                  </th>
                  <td data-label={t('kind')}>{t(organization.kind)}</td>
                  <td data-label={t('askedAt')}>
                    {organization.requestedAt === null ? '–' : format.moment(organization.requestedAt)}
                  </td>
                  <td data-label={t('asked')}>
                    <AskerText address={organization.requestedBy} people={people} />
                    {(said.data ?? [])
                      .filter(({ organizationId }) => organizationId === organization.id)
                      .map((asked) => (
                        <RequestWords key={asked.organizationId} asked={asked} />
                      ))}
                  </td>
                  {me.isAccreditor && (
                    <td>
                      <Button
                        onPress={() => setChosen(organization)}
                        aria-describedby={`asks-${organization.slug}`}
                      >
                        {t('admit')}
                      </Button>
                      {(['askBack', 'refuse'] as const).map((what) => (
                        <Button
                          key={what}
                          kind="quiet"
                          onPress={() => setSaying({ organization, what })}
                          aria-describedby={`asks-${organization.slug}`}
                        >
                          {words(what)}
                        </Button>
                      ))}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {said.error !== null && <ErrorNotice error={said.error} onRetry={() => void said.refetch()} />}
      {saying !== null && (
        <RequestSheet
          organization={saying.organization}
          saying={saying.what}
          onClose={() => setSaying(null)}
        />
      )}
      {chosen !== null && (
        <AdmissionSheet
          organization={chosen}
          people={people}
          caller={me.address}
          onClose={() => setChosen(null)}
        />
      )}
    </Section>
  );
}
