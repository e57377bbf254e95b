import { Notice } from '../../components/page/notice.tsx';
import { pickText } from '../session/api.ts';
import { useFormats } from '../language/format.ts';
import { useLanguage } from '../language/language.tsx';
import { useText } from '../language/text.ts';
import type { AssetVersion } from './asset-versions.ts';
import css from './version-changes.module.css';
import { type FieldChange, versionDifference } from './version-difference.ts';
import { versionText } from './version-text.ts';

interface VersionChangesProps {
  readonly older: AssetVersion;
  readonly newer: AssetVersion;
}

/** Field by field, then terms, then files. */
export function VersionChanges({ older, newer }: VersionChangesProps) {
  const t = useText(versionText);
  const { language } = useLanguage();
  const { bytes, day } = useFormats();
  const difference = versionDifference(older, newer, language);
  const termNames = (terms: AssetVersion['terms']) =>
    terms.map((term) => pickText(term, language)?.text ?? term.code);
  const heading = t('changes', { older: String(older.version), newer: String(newer.version) });
  return (
    <section aria-labelledby="version-changes" className={css['changes']}>
      <div aria-live="polite">
        <h2 id="version-changes">{heading}</h2>
      </div>
      {[older, newer].map(({ version, takeDown }) =>
        takeDown === null ? null : (
          <Notice key={version} tone="refused">
            <p>
              {t('takenDownVersion', {
                version: String(version),
                day: day(takeDown.takenDownAt.slice(0, 10)),
              })}
            </p>
          </Notice>
        ),
      )}
      {difference.isEmpty && <p>{t('noChanges')}</p>}
      {difference.fields.length > 0 && <FieldTable changes={difference.fields} />}
      <Changed title={t('fields.terms')} mark={t('added')} items={termNames(difference.termsAdded)} isAdded />
      <Changed title={t('fields.terms')} mark={t('removed')} items={termNames(difference.termsRemoved)} />
      <Changed
        title={t('fileChanges')}
        mark={t('added')}
        items={difference.filesAdded.map((file) => `${file.path} · ${bytes(file.bytes)}`)}
        isAdded
      />
      <Changed
        title={t('fileChanges')}
        mark={t('removed')}
        items={difference.filesRemoved.map((file) => `${file.path} · ${bytes(file.bytes)}`)}
      />
      <Changed
        title={t('fileChanges')}
        mark={t('changed')}
        items={difference.filesChanged.map(
          ({ path, before, after }) =>
            `${path} · ${t('sizes', { before: bytes(before), after: bytes(after) })}`,
        )}
        isAdded
      />
      {Math.max(older.fileCount, newer.fileCount) > 1000 && <p>{t('manyFiles')}</p>}
    </section>
  );
}

function FieldTable({ changes }: { readonly changes: readonly FieldChange[] }) {
  const t = useText(versionText);
  const valueOf = ({ field }: FieldChange, value: string | null) => {
    if (value === null) return <em>{t('nothing')}</em>;
    if (field === 'synthetic') return value === 'true' ? t('yes') : t('no');
    if (field === 'access' && isAccess(value)) return t(`accessIs.${value}`);
    return <span lang={langOf(field)}>{value}</span>;
  };
  return (
    <table className={css['table']}>
      <thead>
        <tr>
          <th scope="col">{t('field')}</th>
          <th scope="col">{t('before')}</th>
          <th scope="col">{t('after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.field}>
            <th scope="row">{t(`fields.${change.field}`)}</th>
            <td>
              <del>{valueOf(change, change.before)}</del>
            </td>
            <td>
              <ins>{valueOf(change, change.after)}</ins>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ChangedProps {
  readonly title: string;
  readonly mark: string;
  readonly items: readonly string[];
  readonly isAdded?: boolean;
}

function Changed({ title, mark, items, isAdded = false }: ChangedProps) {
  if (items.length === 0) return null;
  return (
    <div>
      <h3>
        {title} · {mark}
      </h3>
      <ul>
        {items.map((item) => (
          <li key={item}>{isAdded ? <ins>{item}</ins> : <del>{item}</del>}</li>
        ))}
      </ul>
    </div>
  );
}

function isAccess(value: string): value is AssetVersion['access'] {
  return value === 'OPEN' || value === 'LICENSED' || value === 'RESTRICTED';
}

function langOf(field: FieldChange['field']): string | undefined {
  if (field.endsWith('En')) return 'en';
  return field.endsWith('Zh') ? 'zh-CN' : undefined;
}
