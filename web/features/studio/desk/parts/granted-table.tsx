import { Link } from 'react-router';
import { Localized } from '../../../../components/facts/localized.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { PlaceNames } from '../../../../lib/territories/place-names.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { currentDay, stateOf } from '../../license/model/license-days.ts';
import { LicenseStateMark } from '../../license/parts/license-state-mark.tsx';
import { licenseText } from '../../license/words/license-text.ts';
import { useNames } from '../../wish/model/names.ts';
import type { GrantedPart } from '../model/studio-lists.ts';
import css from './studio.module.css';
import { studioText } from '../words/studio-text.ts';

interface GrantedTableProps {
  readonly parts: readonly GrantedPart[];
  /** Licenses that were revoked, with which their parts ended. */
  readonly revoked: ReadonlySet<string>;
  /** Of licenses of several assets, which are named then. */
  readonly isOfMany?: boolean;
}

/** What was granted onward: to whom, which part, and until when. */
export function GrantedTable({ parts, revoked, isOfMany = false }: GrantedTableProps) {
  const t = useText(studioText);
  const words = useText(licenseText);
  const names = useNames();
  const formats = useFormats();
  const today = currentDay();
  return (
    <table className={css['table']} aria-label={t('granted')}>
      <thead>
        <tr>
          <th scope="col">{t('columns.grantedTo')}</th>
          {isOfMany && <th scope="col">{t('columns.asset')}</th>}
          <th scope="col">{t('columns.state')}</th>
          <th scope="col">{t('columns.use')}</th>
          <th scope="col">{t('columns.where')}</th>
          <th scope="col">{t('columns.left')}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <tr key={part.id}>
            <th scope="row">
              <Link to={`/licenses/${part.id}`}>
                <Localized text={part.licensee.name} />
              </Link>
            </th>
            {isOfMany && (
              <td data-name={t('columns.asset')}>
                <Link to={`/licenses/${part.parent ?? ''}`}>
                  {part.asset === null ? words('unknownAsset') : <Localized text={part.asset.title} />}
                </Link>
              </td>
            )}
            <td>
              <LicenseStateMark state={revoked.has(part.parent ?? '') ? 'REVOKED' : stateOf(part, today)} />
            </td>
            <td data-name={t('columns.use')}>{names.media(part.media)}</td>
            <td data-name={t('columns.where')}>
              <PlaceNames codes={part.territories} />
            </td>
            <td className={css['amount']}>
              {t('span', { from: formats.day(part.firstDay), to: formats.day(part.lastDay) })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
