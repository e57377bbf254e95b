import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Announcement } from '@lanran/sdk/acts/announced-acts';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { admissionAct, fetchAnnouncement } from '../model/admission.ts';
import { AskerText } from './asker-text.tsx';
import type { Asker, Organization } from '../../operation/model/documents.ts';
import { spanOf } from '../model/span-of.ts';
import { adminText } from '../../operation/words/text.ts';

interface AdmissionSheetProps {
  readonly organization: Organization;
  /** Who of those that ask has an account. */
  readonly people: readonly Asker[] | undefined;
  /** The accreditor's key. */
  readonly caller: string;
  onClose(): void;
}

/** Exactly what an admission is; where it has to be announced first, the announcement. */
export function AdmissionSheet({ organization, people, caller, onClose }: AdmissionSheetProps) {
  const t = useText(adminText);
  const { language } = useLanguage();
  const cache = useQueryClient();
  const act = useAct<true>();
  const { id, kind, requestedBy, requestedAt } = organization;
  const format = useFormats();
  const name = pickText(organization.name, language)?.text ?? organization.slug;
  const announcement = useQuery({
    queryKey: ['announcement', id],
    queryFn: () => fetchAnnouncement(organization, caller),
    enabled: requestedBy !== null,
  });
  const { data: standing } = announcement;
  const isAnnouncing = standing?.state === 'to-announce';
  const sign = async () => {
    const done = await act.run(async (platform) => {
      const [{ relay }, { announceAct }] = await Promise.all([
        import('@lanran/sdk/acts/relaying'),
        import('@lanran/sdk/acts/announced-acts'),
      ]);
      const admission = await admissionAct(organization);
      await relay(platform, isAnnouncing ? announceAct(platform.deployment, admission) : admission);
      return true;
    });
    if (done === null) return;
    await cache.invalidateQueries();
    if (isAnnouncing) act.reset();
    else onClose();
  };
  return (
    <BindingSheet
      title={t('admitTitle', { name })}
      verb={isAnnouncing ? t('announceVerb') : t('admitVerb')}
      facts={[
        { name: t('name'), value: namesOf(organization) },
        { name: t('asked'), value: <AskerText address={requestedBy} people={people} /> },
        {
          name: t('askedAt'),
          value: requestedAt === null ? t('askedAtUnknown') : format.moment(requestedAt),
        },
        { name: t('admitKind'), value: t(kind) },
        { name: t('admitMay'), value: t(`may_${kind}`) },
        { name: kind === 'COMMUNITY' ? t('admitCouncil') : t('admitOwner'), value: t('admitSame') },
        { name: t('admitPayout'), value: t('admitSame') },
      ]}
      concerns={t('admitConcerns', { name })}
      undo={isAnnouncing ? t('announceUndo') : t('admitUndo')}
      details={
        <>
          <p>
            {t('keyAddress')}: <code>{requestedBy}</code>
          </p>
          <p>
            {t('organizationId')}: <code>{id}</code>
          </p>
        </>
      }
      isReady={standing !== undefined && isReady(standing)}
      act={act}
      onSign={() => void sign()}
      onClose={onClose}
    >
      {requestedBy === null && (
        <Notice tone="refused">
          <p>{t('admitNoKey')}</p>
        </Notice>
      )}
      {announcement.isLoading && <Skeleton lines={1} />}
      {announcement.error !== null && (
        <ErrorNotice error={announcement.error} onRetry={() => void announcement.refetch()} />
      )}
      {standing !== undefined && <Standing standing={standing} />}
    </BindingSheet>
  );
}

function namesOf({ name }: Organization): string {
  return [name.zh, name.en].filter((part) => part !== null).join(' · ');
}

/** An announcement is no admission until its wait is over. */
function isReady(standing: Announcement): boolean {
  if (standing.state === 'announced') return standing.from.getTime() <= Date.now();
  return standing.state !== 'not-allowed';
}

function Standing({ standing }: { readonly standing: Announcement }) {
  const t = useText(adminText);
  const format = useFormats();
  switch (standing.state) {
    case 'free':
      return null;
    case 'not-allowed':
      return (
        <Notice tone="refused">
          <p>{t('notAllowed')}</p>
        </Notice>
      );
    case 'to-announce': {
      const { unit, count } = spanOf(standing.delaySeconds);
      return (
        <Notice tone="unknown">
          <p>{t('admitDelay', { delay: t(unit, { count }) })}</p>
        </Notice>
      );
    }
    case 'announced': {
      const { from } = standing;
      const isOver = from.getTime() <= Date.now();
      return (
        <Notice tone={isOver ? 'live' : 'unknown'} isLive>
          <p>{isOver ? t('ready') : t('announced', { moment: format.moment(from.toISOString()) })}</p>
        </Notice>
      );
    }
  }
}
