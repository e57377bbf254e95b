import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { PresentVersion } from '@lanran/sdk/publishing/present-version';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { errorCode } from '../../../../lib/session/error-text.ts';
import { pickText } from '../../../../lib/session/api.ts';
import { DoubtfulFiles } from '../../../../lib/files/doubtful-files.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { contentOf, type DraftForm } from '../model/draft-form.ts';
import type { FileRow } from '../../uploads/model/file-rows.ts';
import { type ReviewedPublication, prepare, signAndPublish } from '../model/publication.ts';
import { usePublicationFacts } from './publication-facts.tsx';
import type { Draft } from '../model/queries.ts';
import css from './sheet.module.css';
import { RevisionDifferences } from '../../revision/parts/revision-differences.tsx';
import { revisionText } from '../../revision/words/revision-text.ts';
import { reasonText } from '../words/reason-text.ts';
import { StaleDraft } from '../../revision/parts/stale-draft.tsx';
import { signText } from '../words/sign-text.ts';
import { useNamedPeople } from '../model/unasked-people.ts';

interface PublishSheetProps {
  readonly draft: Draft;
  readonly form: DraftForm;
  readonly rows: readonly FileRow[];
  readonly digests: ReadonlyMap<string, FileDigest>;
  /** Of a revision: the version it follows. */
  readonly present: PresentVersion | null;
  onClose(): void;
}

/** The last look: what the platform proposes, compared with the form and our own hashes, then one button. */
export function PublishSheet({ draft, form, rows, digests, present, onClose }: PublishSheetProps) {
  const t = useText(signText);
  const revision = useText(revisionText);
  const { language } = useLanguage();
  const formats = useFormats();
  const act = useAct<unknown>();
  const cache = useQueryClient();
  const content = contentOf(form);
  const community = pickText(draft.community?.name, language)?.text ?? '';
  const unasked = useText(reasonText);
  const { communities } = useNamedPeople(content);
  const told = communities.map(({ name }) => name);
  const {
    data: prepared,
    error,
    refetch,
  } = useQuery({
    queryKey: ['publish', 'prepared', draft.id, present?.head],
    queryFn: () => prepare({ draft, form, rows, digests, present }),
    // Each look is a new one.
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const facts = usePublicationFacts({ content, draft, rows });
  const organization = pickText(draft.organization.name, language)?.text ?? draft.organization.slug;
  const isStale =
    errorCode(error) === 'STALE_STATEMENT' ||
    (act.state.phase === 'failed' && errorCode(act.state.error) === 'STALE_STATEMENT');
  const isOpen = content.access === 'OPEN';
  const undo = isOpen ? t('undoOpen') : present === null ? t('undo') : revision('undo');
  const sign = async () => {
    if (prepared === undefined) return;
    const receipt = await act.run((platform) => signAndPublish(platform, prepared));
    if (receipt !== null) await cache.invalidateQueries();
  };
  return (
    <BindingSheet
      title={present === null ? t('title') : revision('sheetTitle')}
      verb={present === null ? t('verb') : revision('verb', { version: present.version + 1 })}
      facts={facts}
      concerns={
        content.community !== null
          ? t('concernsCommunity', { organization, community })
          : content.noCommunityReason !== undefined && told.length > 0
            ? unasked('concerns', { organization, communities: formats.list(told) })
            : t('concernsNone', { organization })
      }
      undo={undo}
      details={prepared === undefined ? undefined : <SignedDetails prepared={prepared} />}
      act={act}
      isReady={prepared !== undefined}
      onSign={() => void sign()}
      onClose={onClose}
    >
      {isStale && <StaleDraft draftId={draft.id} onRebased={onClose} />}
      {error !== null && !isStale && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {error === null && prepared === undefined && (
        <div>
          <p>{t('preparing')}</p>
          <Skeleton lines={2} />
        </div>
      )}
      {prepared !== undefined && (
        <Notice tone="live">
          {present === null ? t('checked') : revision('checked', { version: present.version })}
        </Notice>
      )}
      <DoubtfulFiles files={rows.flatMap(({ path, doubt }) => (doubt === null ? [] : [{ path, doubt }]))} />
      {present !== null && <RevisionDifferences present={present} form={form} rows={rows} />}
    </BindingSheet>
  );
}

function SignedDetails({ prepared }: { readonly prepared: ReviewedPublication }) {
  const t = useText(signText);
  const formats = useFormats();
  const { manifest, statementHash, origin, logId, statementText } = prepared;
  return (
    <>
      <table className={css['table']} aria-label={t('fileTable')}>
        <thead>
          <tr>
            <th scope="col">{t('path')}</th>
            <th scope="col">{t('size')}</th>
            <th scope="col">{t('sha256')}</th>
          </tr>
        </thead>
        <tbody>
          {manifest.map(({ path, bytes, sha256 }) => (
            <tr key={path}>
              <th scope="row" translate="no">
                {path}
              </th>
              <td className={css['number']}>{formats.bytes(bytes)}</td>
              <td>
                <code>{sha256}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {t('statementHash')} <code>{statementHash}</code>
      </p>
      <p>
        {t('logId')} <code>{logId}</code> <code>{origin}</code>
      </p>
      <p>{t('statement')}</p>
      <pre>{statementText}</pre>
    </>
  );
}
