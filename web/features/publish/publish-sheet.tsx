import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { FileDigest } from '@lanran/protocol/file-digest';
import { BindingSheet } from '../../components/binding-sheet.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useAct } from '../../lib/act.ts';
import { pickText } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useLanguage } from '../../lib/language.tsx';
import { useText } from '../../lib/text.ts';
import { contentOf, type DraftForm } from './draft-form.ts';
import type { FileRow } from './file-rows.ts';
import { type LookedOver, prepare, signAndPublish } from './publication.ts';
import { usePublicationFacts } from './publication-facts.tsx';
import type { Draft } from './queries.ts';
import css from './sheet.module.css';
import { signText } from './sign-text.ts';

interface PublishSheetProps {
  readonly draft: Draft;
  readonly form: DraftForm;
  readonly rows: readonly FileRow[];
  readonly digests: ReadonlyMap<string, FileDigest>;
  onClose(): void;
}

/** The last look: what the platform proposes, compared with the form and our own hashes, then one button. */
export function PublishSheet({ draft, form, rows, digests, onClose }: PublishSheetProps) {
  const t = useText(signText);
  const { language } = useLanguage();
  const act = useAct<unknown>();
  const cache = useQueryClient();
  const content = contentOf(form);
  const community = pickText(draft.community?.name, language)?.text ?? '';
  const {
    data: prepared,
    error,
    refetch,
  } = useQuery({
    queryKey: ['publish', 'prepared', draft.id],
    queryFn: () => prepare({ draft, form, rows, digests }),
    // Each look is a new one.
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const facts = usePublicationFacts({ content, draft, rows, origin: prepared?.origin ?? null });
  const organization = pickText(draft.organization.name, language)?.text ?? draft.organization.slug;
  const sign = async () => {
    if (prepared === undefined) return;
    const receipt = await act.run((platform) => signAndPublish(platform, prepared));
    if (receipt !== null) await cache.invalidateQueries();
  };
  return (
    <BindingSheet
      title={t('title')}
      verb={t('verb')}
      facts={facts}
      concerns={
        content.community === null
          ? t('concernsNone', { organization })
          : t('concernsCommunity', { organization, community })
      }
      undo={t(content.access === 'OPEN' ? 'undoOpen' : 'undo')}
      details={prepared === undefined ? undefined : <SignedDetails prepared={prepared} />}
      act={act}
      isReady={prepared !== undefined}
      onSign={() => void sign()}
      onClose={onClose}
    >
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {error === null && prepared === undefined && (
        <div>
          <p>{t('preparing')}</p>
          <Skeleton lines={2} />
        </div>
      )}
      {prepared !== undefined && <Notice tone="live">{t('checked')}</Notice>}
    </BindingSheet>
  );
}

function SignedDetails({ prepared }: { readonly prepared: LookedOver }) {
  const t = useText(signText);
  const formats = useFormats();
  const { manifest, statementHash, logId, statementText } = prepared;
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
        {t('logId')} <code>{logId}</code>
      </p>
      <p>{t('statement')}</p>
      <pre>{statementText}</pre>
    </>
  );
}
