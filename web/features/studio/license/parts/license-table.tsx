import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { Button } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { PlaceNames } from '../../../../lib/territories/place-names.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useVersionName } from '../../../../lib/versions/use-version-name.ts';
import { wholeTerritoriesText } from '../../../../lib/territories/window-text.ts';
import { csvOf } from '@lanran/protocol/kernel/csv';
import { useMoney } from '../../../../lib/pricing/money.ts';
import { currentDay, daysLeft, type LicenseState, stateOf } from '../model/license-days.ts';
import { LicenseStateMark } from './license-state-mark.tsx';
import { licenseText } from '../words/license-text.ts';
import { type Names, useNames } from '../../wish/model/names.ts';
import { saveText } from '../../../../lib/kept/save-file.ts';
import { licensesQuery, type ListedLicense } from '../../desk/model/studio-lists.ts';
import css from '../../desk/parts/studio.module.css';
import { studioText } from '../../desk/words/studio-text.ts';

const STATES = ['LIVE', 'UPCOMING', 'EXPIRED', 'REVOKED'] as const satisfies readonly LicenseState[];
const SORTS = ['sold', 'end', 'title'] as const;
type Sort = (typeof SORTS)[number];

/** The licenses of an organization; filter and order live in the address. */
export function LicenseTable({ organizationId }: { readonly organizationId: string }) {
  const t = useText(studioText);
  const names = useNames();
  const [address] = useSearchParams();
  const { data, error, isPending, refetch } = useQuery(licensesQuery(organizationId));
  if (isPending) return <Skeleton lines={4} />;
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data.length === 0)
    return (
      <Empty title={t('noLicenses')}>
        <p>{t('noLicensesHint')}</p>
      </Empty>
    );
  const today = currentDay();
  const state = STATES.find((each) => each === address.get('state')) ?? null;
  const sort = SORTS.find((each) => each === address.get('sort')) ?? 'sold';
  const shown = data
    .filter((license) => state === null || stateOf(license, today) === state)
    .sort(comparing(sort, names));
  return (
    <>
      <Choices state={state} sort={sort} licenses={shown} />
      {shown.length === 0 ? <p role="status">{t('none')}</p> : <Table licenses={shown} />}
    </>
  );
}

function comparing(sort: Sort, names: Names): (left: ListedLicense, right: ListedLicense) => number {
  switch (sort) {
    case 'sold':
      return (left, right) => right.soldAt.localeCompare(left.soldAt);
    case 'end':
      return (left, right) => left.lastDay.localeCompare(right.lastDay);
    case 'title':
      return (left, right) => names.of(left.asset?.title).localeCompare(names.of(right.asset?.title));
  }
}

interface ChoicesProps {
  readonly state: LicenseState | null;
  readonly sort: Sort;
  readonly licenses: readonly ListedLicense[];
}

function Choices({ state, sort, licenses }: ChoicesProps) {
  const t = useText(studioText);
  const words = useText(licenseText);
  const [, setAddress] = useSearchParams();
  const csv = useLicenseCsv();
  const set = (name: string, value: string) =>
    setAddress(
      (before) => {
        before.set(name, value);
        return before;
      },
      { replace: true },
    );
  return (
    <div className={css['choices']}>
      <SelectField
        label={t('filter')}
        value={state ?? 'ALL'}
        choices={[
          { value: 'ALL', label: t('all') },
          ...STATES.map((each) => ({ value: each, label: words(`state.${each}`) })),
        ]}
        onChange={(value) => set('state', value)}
      />
      <SelectField
        label={t('sort')}
        value={sort}
        choices={[
          { value: 'sold', label: t('bySold') },
          { value: 'end', label: t('byEnd') },
          { value: 'title', label: t('byTitle') },
        ]}
        onChange={(value) => set('sort', value)}
      />
      <Button onPress={() => saveText(csv(licenses), 'licenses.csv', 'text/csv')}>{t('csv')}</Button>
    </div>
  );
}

function Table({ licenses }: { readonly licenses: readonly ListedLicense[] }) {
  const t = useText(studioText);
  const words = useText(licenseText);
  const names = useNames();
  const money = useMoney();
  const nameOf = useVersionName();
  const today = currentDay();
  return (
    <table className={css['table']}>
      <thead>
        <tr>
          <th scope="col">{t('columns.asset')}</th>
          <th scope="col">{t('columns.state')}</th>
          <th scope="col">{t('columns.use')}</th>
          <th scope="col">{t('columns.where')}</th>
          <th scope="col">{t('columns.left')}</th>
          <th scope="col">{t('columns.price')}</th>
        </tr>
      </thead>
      <tbody>
        {licenses.map((license) => (
          <tr key={license.id}>
            <th scope="row">
              <Link to={`/licenses/${license.id}`}>
                {license.asset === null ? words('unknownAsset') : <Localized text={license.asset.title} />}
              </Link>
              {license.version !== null && <span className={css['under']}>{nameOf(license.version)}</span>}
              {license.exclusive && <span className={css['soft']}> · {t('columns.exclusive')}</span>}
            </th>
            <td>
              <LicenseStateMark state={stateOf(license, today)} />
            </td>
            <td data-name={t('columns.use')}>{names.media(license.media)}</td>
            <td data-name={t('columns.where')}>
              <PlaceNames codes={license.territories} />
            </td>
            <td>
              <LeftWords license={license} />
            </td>
            <td className={css['amount']}>{money(license.price)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function LeftWords({ license }: { readonly license: ListedLicense }) {
  const t = useText(studioText);
  const formats = useFormats();
  const today = currentDay();
  const days = daysLeft(license, today);
  const state = stateOf(license, today);
  return (
    <>
      {state === 'LIVE' && days !== null && <span>{t('left', { days })}</span>}
      {state === 'UPCOMING' && days !== null && <span>{t('begins', { days })}</span>}
      <span className={css['under']}>{t('until', { day: formats.day(license.lastDay) })}</span>
    </>
  );
}

function useLicenseCsv(): (licenses: readonly ListedLicense[]) => string {
  const t = useText(studioText);
  const words = useText(licenseText);
  const names = useNames();
  const { language } = useLanguage();
  const money = useMoney();
  const columns = [
    'number',
    'asset',
    'version',
    'state',
    'use',
    'where',
    'from',
    'to',
    'exclusive',
    'price',
    'soldAt',
  ] as const;
  return (licenses) =>
    csvOf([
      columns.map((column) => t(`columns.${column}`)),
      ...licenses.map((license) => [
        license.id,
        names.of(license.asset?.title),
        license.version?.version.toString() ?? '',
        words(`state.${stateOf(license, currentDay())}`),
        names.media(license.media),
        wholeTerritoriesText(license.territories, language),
        license.firstDay,
        license.lastDay,
        license.exclusive ? t('yes') : t('no'),
        money(license.price),
        license.soldAt,
      ]),
    ]);
}
