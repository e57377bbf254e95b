import { Link } from 'react-router';
import { LANGUAGE_TAGS } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useAssetTitle } from '../../../../lib/assets/asset-names.ts';
import type { Council } from '../../desk/model/council.ts';
import css from '../../desk/parts/council.module.css';
import type { PermittedUse } from '../../desk/model/desk-queries.ts';
import { useLicenseeName } from './one-use-facts.tsx';
import { OneUseMark } from './one-use-mark.tsx';
import { oneUseText } from '../words/one-use-text.ts';

interface OneUseTableProps {
  readonly council: Council;
  readonly uses: readonly PermittedUse[];
}

/** The single uses of all objects of a community; each leads to its object, where it is withdrawn. */
export function OneUseTable({ council, uses }: OneUseTableProps) {
  const t = useText(oneUseText);
  return (
    <section className={css['section']}>
      <h2>{t('all')}</h2>
      <p>{t('allLead')}</p>
      {/* Narrow screens scroll it; a keyboard does so too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={css['tableWrap']} role="region" aria-label={t('all')} tabIndex={0}>
        <table className={css['table']}>
          <thead>
            <tr>
              <th scope="col">{t('columns.object')}</th>
              <th scope="col">{t('columns.who')}</th>
              <th scope="col">{t('columns.state')}</th>
            </tr>
          </thead>
          <tbody>
            {uses.map((use) => (
              <OneUseRow key={`${use.asset?.id} ${use.licensee?.id}`} council={council} use={use} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function OneUseRow({ council, use }: { readonly council: Council; readonly use: PermittedUse }) {
  const title = useAssetTitle(use.asset?.title);
  const licensee = useLicenseeName()(use.licensee);
  const to = `/council/${council.community.id}/consents/${use.asset?.id ?? ''}`;
  return (
    <tr>
      <td lang={title.lang}>{use.asset === null ? title.text : <Link to={to}>{title.text}</Link>}</td>
      <td lang={LANGUAGE_TAGS[licensee.language]}>{licensee.text}</td>
      <td>
        <OneUseMark use={use} />
      </td>
    </tr>
  );
}
